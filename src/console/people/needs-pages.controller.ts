import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Instruments } from '../../people/assessments';
import { Households } from '../../people/households';
import {
  closeNeedInput,
  confirmationModes,
  confirmNeedInput,
  DecideNeed,
  declineNeedInput,
  EnterNeed,
  enterNeedInput,
  needLifecycle,
  Needs,
  type NeedView,
  NeedViews,
  rootCauses,
  ShowNeed,
  showNeedInput,
} from '../../people/needs';
import { Taxonomy } from '../../reference/taxonomy';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, pageLocale, redirect, view } from '../shell';
import { AssessmentWords } from './assessments-words';

const id = z.uuid();
const confirmForm = confirmNeedInput.extend({
  needs: oneOrMany(z.uuid()).refine((needs) => needs.length > 0, { error: 'need-nothing-chosen' }),
});
const COLOURS = ['grey', 'yellow', 'orange', 'red'];

/** Needs of a household: what was found and why, and the household's word on it. */
@ApiExcludeController()
@Controller('console')
export class NeedsPages {
  constructor(
    private readonly needs: Needs,
    private readonly views: NeedViews,
    private readonly enterNeed: EnterNeed,
    private readonly decideNeed: DecideNeed,
    private readonly showNeed: ShowNeed,
    private readonly instruments: Instruments,
    private readonly taxonomy: Taxonomy,
    private readonly households: Households,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
  ) {}

  @Get('households/:id/needs')
  @RequirePermission('needs:read')
  show(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor) {
    return this.page(householdId, actor, emptyForm());
  }

  @Post('households/:id/needs')
  @RequirePermission('needs:write')
  enter(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, enterNeedInput, {
      act: (input) => this.enterNeed.execute(householdId, input),
      done: () => this.back(householdId, 'entered'),
      again: (form) => this.page(householdId, actor, form),
    });
  }

  @Post('households/:id/needs/confirm')
  @RequirePermission('needs:write')
  confirm(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, confirmForm, {
      act: async ({ needs, ...word }) => {
        for (const need of needs) await this.decideNeed.confirm(need, word);
      },
      done: () => this.back(householdId, 'confirmed'),
      again: (form) => this.page(householdId, actor, form),
    });
  }

  @Post('needs/:id/decline')
  @RequirePermission('needs:write')
  async decline(@Param('id', { schema: id }) needId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    const { householdId } = await this.needs.get(needId);
    return this.forms.submit(body, declineNeedInput, {
      act: (input) => this.decideNeed.decline(needId, input),
      done: () => this.back(householdId, 'declined'),
      again: (form) => this.page(householdId, actor, form),
    });
  }

  @Post('needs/:id/close')
  @RequirePermission('needs:write')
  async close(@Param('id', { schema: id }) needId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    const { householdId } = await this.needs.get(needId);
    return this.forms.submit(body, closeNeedInput, {
      act: (input) => this.decideNeed.close(needId, input),
      done: () => this.back(householdId, 'closed'),
      again: (form) => this.page(householdId, actor, form),
    });
  }

  @Post('needs/:id/show')
  @RequirePermission('needs:write')
  async mark(@Param('id', { schema: id }) needId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    const { householdId } = await this.needs.get(needId);
    return this.forms.submit(body, showNeedInput, {
      act: (input) => this.showNeed.execute(needId, input),
      done: () => redirect(`/console/households/${householdId}/needs`, { flash: { key: 'protected-team.marked' } }),
      again: (form) => this.page(householdId, actor, form),
    });
  }

  private back(householdId: string, told: 'entered' | 'confirmed' | 'declined' | 'closed') {
    return redirect(`/console/households/${householdId}/needs`, { flash: { key: `needs.household-needs.${told}` } });
  }

  private async page(householdId: string, actor: Actor, form: FormModel) {
    const household = await this.households.open(householdId);
    const names = await this.words.names(householdId);
    const needs = await this.views.list(await this.needs.list(householdId));
    const rows = needs.map((need) => this.shown(need, actor, names));
    const model = {
      ...{ id: householdId, form },
      found: rows.filter((row) => row.mayConfirm),
      open: rows.filter((row) => !row.mayConfirm && !row.over),
      over: rows.filter((row) => row.over),
      mayWrite: needLifecycle.allowed('found', actor.roles).includes('confirm'),
      modes: this.words.choices('needs.mode.', confirmationModes),
      causes: [
        { value: '', text: this.words.text('needs.household-needs.no-cause') },
        ...this.words.choices('needs.cause.', rootCauses),
      ],
      codes: this.taxonomy
        .assignable()
        .map((term) => ({ value: term.code, text: `${term.code} ${this.words.of(term)}` })),
      severities: [1, 2, 3].map((value) => ({ value, text: this.words.text(`assessments.severity.s${value}`) })),
      sources: this.words.choices('needs.source.', ['household', 'worker']),
      people: await this.words.people(householdId, this.words.text('needs.household-needs.whole-household')),
    };
    return view('console/people/needs/household-needs', model, { breadcrumbs: this.words.trail(household) });
  }

  private shown(need: NeedView, actor: Actor, names: ReadonlyMap<string, string>) {
    const moves = needLifecycle.allowed(need.state, actor.roles);
    const { id: needId, code, severity, state, assessed, confirmedByName, confirmedMode, withheld } = need;
    return {
      ...{ id: needId, code, severity, state, assessed, confirmedByName, confirmedMode, withheld },
      name: this.taxonomy.name(code, pageLocale()),
      who: names.get(need.memberId ?? '') ?? this.words.text('needs.household-needs.whole-household'),
      colour: COLOURS[severity] ?? 'grey',
      evidence: need.evidence.map((one) => this.evidence(one)),
      restricted: this.taxonomy.restricted(code) || need.restricted,
      shown: need.shownToHousehold === true,
      over: needLifecycle.isFinal(state),
      mayConfirm: moves.includes('confirm'),
      mayDecline: moves.includes('decline'),
      mayClose: moves.includes('close'),
    };
  }

  private evidence(one: NeedView['evidence'][number]): string {
    if (one.kind === 'statement')
      return this.words.text('needs.household-needs.by-word', { by: one.by, text: one.text });
    const scale = this.instruments.byCode(one.instrument);
    const instrument = this.words.of(scale.name);
    const items = scale.items.filter((item) => one.items.includes(item.id)).map((item) => this.words.of(item));
    if (items.length === 0) return this.words.text('needs.household-needs.by-scale-total', { instrument });
    return this.words.text('needs.household-needs.by-scale', { instrument, items: items.join(' · ') });
  }
}
