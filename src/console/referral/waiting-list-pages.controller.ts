import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { Needs } from '../../people/needs';
import type { Actor } from '../../platform/database';
import { AnswerHeldPlace, JoinWaitingList, LeaveWaitingListInput, WaitingLists } from '../../referral/waiting-list';
import { Offerings } from '../../supply/offerings';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, type View, view } from '../shell';
import { WaitingListWords } from './waiting-list-words';

const id = z.uuid();
const JoinForm = z.strictObject({ needId: id, offeringId: id });
const Source = JoinForm.partial();
const Nothing = z.strictObject({});

/** One need in one queue: joining, its place, the held place taken or not (R97). */
@ApiExcludeController()
@Controller('console/waiting-lists')
export class WaitingListPages {
  constructor(
    private readonly forms: Forms,
    private readonly lists: WaitingLists,
    private readonly joining: JoinWaitingList,
    private readonly answering: AnswerHeldPlace,
    private readonly households: Households,
    private readonly needs: Needs,
    private readonly offerings: Offerings,
    private readonly words: WaitingListWords,
  ) {}

  /** From a match: `?needId=&offeringId=`. */
  @Get('new')
  @RequirePermission('waiting-lists:write')
  form(@Query() typed: Record<string, string>): Promise<View> {
    return this.joinPage(typed, emptyForm());
  }

  @Post()
  @RequirePermission('waiting-lists:write')
  join(@Body() body: Record<string, string>) {
    return this.forms.submit(body, JoinForm, {
      act: ({ offeringId, needId }) => this.joining.execute(offeringId, { needId }),
      done: (entry) => this.done(entry.id, 'joined'),
      again: (form) => this.joinPage(body, form),
    });
  }

  @Get(':id')
  @RequirePermission('waiting-lists:read')
  one(@Param('id', { schema: id }) entryId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(entryId, actor, emptyForm());
  }

  @Post(':id/accept')
  @RequirePermission('waiting-lists:write')
  accept(@Param('id', { schema: id }) entryId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, Nothing, {
      act: () => this.answering.accept(entryId),
      done: ({ referralId }) =>
        redirect(`/console/referrals/${referralId}/send`, { flash: { key: 'waiting-list.done.accepted' } }),
      again: (form) => this.page(entryId, actor, form),
    });
  }

  @Post(':id/leave')
  @RequirePermission('waiting-lists:write')
  leave(@Param('id', { schema: id }) entryId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, LeaveWaitingListInput, {
      act: ({ reason }) => this.answering.leave(entryId, reason),
      done: () => this.done(entryId, 'left'),
      again: (form) => this.page(entryId, actor, form),
    });
  }

  private done(entryId: string, told: 'joined' | 'left') {
    return redirect(`/console/waiting-lists/${entryId}`, { flash: { key: `waiting-list.done.${told}` } });
  }

  private async joinPage(typed: Record<string, string>, form: FormModel): Promise<View> {
    const { needId, offeringId } = typed;
    const source = Source.safeParse(schemaInput({ needId, offeringId })).data ?? {};
    const whole = source.needId && source.offeringId ? { needId: source.needId, offeringId: source.offeringId } : null;
    const model = { form, missing: whole === null, ...(whole && (await this.joined(whole))) };
    return view('console/referral/waiting-list/join', model, { title: 'waiting-list.title.join' });
  }

  private async joined({ needId, offeringId }: z.output<typeof JoinForm>) {
    const need = await this.needs.newest(needId);
    const { displayName: household } = await this.households.open(need.householdId);
    const offering = await this.offerings.get(offeringId);
    const queue = await this.lists.ofOffering(offeringId, { limit: 1 });
    return {
      ...{ needId: need.id, offeringId, householdId: need.householdId, household },
      ...{ need: this.words.service(need.code), offering: offering.name, order: this.words.order(queue.order) },
    };
  }

  private async page(entryId: string, { roles }: Actor, form: FormModel): Promise<View> {
    const entry = await this.lists.open(entryId);
    const { householdId, offeringId, referralId, state, offeredUntil } = entry;
    const mayWrite = allows(roles, 'waiting-lists:write');
    const held = state === 'offered' && offeredUntil ? this.words.dateTime(offeredUntil) : null;
    const model = {
      ...{ id: entryId, form, householdId, offeringId, referralId, held },
      ...{ facts: await this.words.facts(entry), order: this.words.order(entry.order) },
      mayLeave: mayWrite && (state === 'waiting' || state === 'offered'),
      mayAccept: mayWrite && held !== null,
    };
    return view('console/referral/waiting-list/entry', model, {
      title: 'waiting-list.title.entry',
      breadcrumbs: [{ href: `/console/households/${householdId}`, text: await this.households.nameOf(householdId) }],
    });
  }
}
