import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import type { Actor } from '../../platform/database';
import {
  FinishFollowUp,
  type FollowUp,
  FollowUpQuery,
  FollowUps,
  followUpStates,
  needChanges,
  viewFollowUp,
} from '../../results/evaluations';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, view } from '../shell';
import { EvaluationWords } from './evaluations-words';

const id = z.uuid();
const results = [...needChanges, 'unreachable'] as const;
const FollowUpForm = z.strictObject({ result: z.enum(results), finding: z.string().max(2000) });
const COLOURS = { planned: 'grey', due: 'yellow', done: 'green', unreachable: 'red' } as const;

/** Looking back after 3 and 6 months: what is due, and one form (R20, R57, R58). */
@ApiExcludeController()
@Controller('console/follow-ups')
export class FollowUpPages {
  constructor(
    private readonly followUps: FollowUps,
    private readonly finishing: FinishFollowUp,
    private readonly households: Households,
    private readonly forms: Forms,
    private readonly words: EvaluationWords,
  ) {}

  @Get()
  @RequirePermission('cases:read')
  async list(@Query({ schema: FollowUpQuery }) query: FollowUpQuery) {
    const page = await this.followUps.list(query);
    const names = await this.households.namesOf(page.items.map(({ householdId }) => householdId));
    const rows = page.items.map((row) => [
      {
        text: names.get(row.householdId) ?? this.words.text('evaluations.none'),
        href: `/console/follow-ups/${row.id}`,
      },
      { text: this.words.text('evaluations.months', { count: row.months }) },
      { text: row.dueOn },
      { text: this.words.text(`evaluations.follow-state.${row.state}`), tag: true, colour: COLOURS[row.state] },
    ]);
    const filter = emptyForm({ state: query.state ?? '' });
    const states = this.words.choices('evaluations.follow-state.', followUpStates);
    const { after: _, ...kept } = query;
    return view('console/results/evaluations/follow-ups', { rows, filter, states, kept, next: page.next });
  }

  @Get(':id')
  @RequirePermission('cases:read')
  async one(@Param('id', { schema: id }) followUpId: string, @CurrentActor() actor: Actor) {
    return this.page(await this.followUps.get(followUpId), actor, emptyForm());
  }

  @Post(':id')
  @RequirePermission('cases:move')
  finish(@Param('id', { schema: id }) followUpId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, FollowUpForm, {
      act: ({ result, finding }) =>
        result === 'unreachable'
          ? this.finishing.unreachable(followUpId, finding)
          : this.finishing.done(followUpId, { needChange: result, finding }),
      done: () => redirect('/console/follow-ups?state=due&mine=true', { flash: { key: 'evaluations.followed-up' } }),
      again: async (form) => this.page(await this.followUps.get(followUpId), actor, form),
    });
  }

  private async page(followUp: FollowUp, actor: Actor, form: FormModel) {
    const { householdId, months, dueOn, state, needChange, finding, moves, withheld } = viewFollowUp(
      followUp,
      actor.roles,
    );
    const offered = results.filter((result) =>
      result === 'unreachable' ? moves.includes('not-reached') : moves.includes('finish'),
    );
    const model = {
      ...{ id: followUp.id, householdId, dueOn, finding, withheld, form },
      household: (await this.households.open(householdId)).displayName,
      months: this.words.text('evaluations.months', { count: months }),
      state: this.words.text(`evaluations.follow-state.${state}`),
      change: needChange === null ? null : this.words.text(`evaluations.result.${needChange}`),
      results: this.words.choices('evaluations.result.', offered),
    };
    const breadcrumbs = [{ href: '/console/follow-ups?state=due&mine=true', key: 'evaluations.follow-ups.title' }];
    return view('console/results/evaluations/follow-up', model, { breadcrumbs });
  }
}
