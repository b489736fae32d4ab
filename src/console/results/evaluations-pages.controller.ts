import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import {
  DecideEvaluation,
  type Evaluation,
  EvaluationQuery,
  evaluationReasons,
  Evaluations,
  evaluationStates,
  viewEvaluation,
} from '../../results/evaluations';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, view } from '../shell';
import { evidenceFacts, evidenceModel } from './evaluations-evidence';
import { EvaluationWords } from './evaluations-words';

const id = z.uuid();
const decisions = ['agree', 'disagree', 'send-back'] as const;
/** One form for the three words; whoever does not agree says why. */
const DecisionForm = z
  .strictObject({
    decision: z.enum(decisions),
    reasons: oneOrMany(z.enum(evaluationReasons)),
    finding: z.string().max(2000).optional(),
  })
  .refine(({ decision, reasons }) => decision === 'agree' || reasons.length > 0, {
    path: ['reasons'],
    error: 'evaluation-reasons-needed',
  })
  .refine(({ decision, finding }) => decision === 'agree' || finding !== undefined, {
    path: ['finding'],
    error: 'evaluation-finding-needed',
  });

/** The evaluator's desk, and the same list for the centre (R21, ux.md pattern 24). */
@ApiExcludeController()
@Controller('console/evaluations')
export class EvaluationPages {
  constructor(
    private readonly evaluations: Evaluations,
    private readonly deciding: DecideEvaluation,
    private readonly forms: Forms,
    private readonly words: EvaluationWords,
  ) {}

  @Get()
  @RequirePermission('evaluations:read')
  async list(@Query({ schema: EvaluationQuery }) query: EvaluationQuery, @CurrentActor() actor: Actor) {
    const page = await this.evaluations.list(query);
    const rows = page.items.map((row) => [
      { text: row.pseudonym, href: `/console/evaluations/${row.id}` },
      { text: this.words.service(row.evidence.needCode) },
      { text: row.goalAttainment ?? this.words.text('evaluations.none'), numeric: true },
      { text: this.words.text(`evaluations.state.${row.state}`), tag: true, colour: COLOURS[row.state] },
    ]);
    const filter = emptyForm({ state: query.state ?? '' });
    const states = this.words.choices('evaluations.state.', evaluationStates);
    const next = page.next && address({ ...query, after: page.next });
    return view('console/results/evaluations/list', {
      rows,
      filter,
      states,
      next,
      mayDraw: allows(actor.roles, 'evaluations:draw'),
    });
  }

  @Get(':id')
  @RequirePermission('evaluations:read')
  async one(@Param('id', { schema: id }) evaluationId: string, @CurrentActor() actor: Actor) {
    return this.page(await this.evaluations.open(evaluationId), actor, emptyForm());
  }

  @Post(':id')
  @RequirePermission('evaluations:write')
  decide(@Param('id', { schema: id }) evaluationId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, DecisionForm, {
      act: ({ decision, ...grounds }) => this.deciding.execute(evaluationId, decision, grounds),
      done: () => redirect('/console/evaluations?state=open', { flash: { key: 'evaluations.decided' } }),
      again: async (form) => this.page(await this.evaluations.open(evaluationId), actor, form),
    });
  }

  private page(evaluation: Evaluation, actor: Actor, form: FormModel) {
    const { pseudonym, state, goalAttainment, reasons, finding, reply } = evaluation;
    const shown = viewEvaluation(evaluation, this.evaluations.opensIdentity, actor.roles);
    const { id: evaluationId, evidence, moves, withheld } = shown;
    const model = {
      ...{ id: evaluationId, goalAttainment, finding, reply, form, withheld },
      state: this.words.text(`evaluations.state.${state}`),
      colour: COLOURS[state],
      reasons: reasons.map((reason) => this.words.known('evaluations.reason.', reason)).join(' · '),
      facts: evidenceFacts(evidence, this.words),
      ...evidenceModel(evidence, this.words),
      mayDecide: moves.includes('agree') && evaluation.evaluatorId === actor.userId,
      decisions: this.words.choices('evaluations.decision.', decisions),
      reasonChoices: this.words.choices('evaluations.reason.', evaluationReasons),
    };
    const breadcrumbs = [{ href: '/console/evaluations', key: 'shell.areas.evaluations' }];
    return view('console/results/evaluations/one', model, {
      titleParams: { pseudonym },
      title: 'evaluations.one.title',
      breadcrumbs,
    });
  }
}

export const COLOURS = {
  open: 'blue',
  'sent-back': 'yellow',
  answered: 'blue',
  agreed: 'green',
  disagreed: 'red',
} as const;

function address({ limit, state, sampleId, after }: EvaluationQuery): string {
  const parameters = Object.entries({ limit: String(limit), state, sampleId, after }).filter(
    ([, value]) => value !== undefined,
  );
  return `/console/evaluations?${new URLSearchParams(Object.fromEntries(parameters) as Record<string, string>).toString()}`;
}
