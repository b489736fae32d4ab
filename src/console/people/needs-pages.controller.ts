import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
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
  rootCauses,
  ShowNeed,
  showNeedInput,
} from '../../people/needs';
import { Taxonomy } from '../../reference/taxonomy';
import { WaitingLists } from '../../referral/waiting-list';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, view } from '../shell';
import { AssessmentWords } from './assessments-words';
import { NeedsRows } from './needs-rows';

const id = z.uuid();
const confirmForm = confirmNeedInput.extend({
  needs: oneOrMany(z.uuid()).refine((needs) => needs.length > 0, { error: 'need-nothing-chosen' }),
  furtherCauses: oneOrMany(z.enum(rootCauses)),
});

/** Needs of a household: what was found and why, and the household's word on it. */
@ApiExcludeController()
@Controller('console')
export class NeedsPages {
  constructor(
    private readonly needs: Needs,
    private readonly enterNeed: EnterNeed,
    private readonly decideNeed: DecideNeed,
    private readonly showNeed: ShowNeed,
    private readonly lines: NeedsRows,
    private readonly taxonomy: Taxonomy,
    private readonly households: Households,
    private readonly waiting: WaitingLists,
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
    const { rows, map, blind } = await this.lines.of(householdId, actor);
    const model = {
      ...{ id: householdId, form, map, blind },
      waits: allows(actor.roles, 'waiting-lists:read') ? await this.waiting.linesOf(householdId) : [],
      found: rows.filter((row) => row.mayConfirm),
      open: rows.filter((row) => !row.mayConfirm && !row.over),
      over: rows.filter((row) => row.over),
      mayWrite: needLifecycle.allowed('found', actor.roles).includes('confirm'),
      modes: this.words.choices('needs.mode.', confirmationModes),
      causes: [
        { value: '', text: this.words.text('needs.household-needs.no-cause') },
        ...this.words.choices('needs.cause.', rootCauses),
      ],
      furtherCauses: this.words.choices('needs.cause.', rootCauses),
      codes: this.taxonomy
        .assignable()
        .map((term) => ({ value: term.code, text: `${term.code} ${this.words.of(term)}` })),
      severities: [1, 2, 3].map((value) => ({ value, text: this.words.text(`assessments.severity.s${value}`) })),
      sources: this.words.choices('needs.source.', ['household', 'worker']),
      people: await this.words.people(householdId, this.words.text('needs.household-needs.whole-household')),
    };
    return view('console/people/needs/household-needs', model, { breadcrumbs: this.words.trail(household) });
  }
}
