import { z } from 'zod';
import { levelsOf, released, releaseFields, withheld } from '../../../trust/access';
import type { Evaluation } from '../evaluation.entity';
import { evaluationLifecycle } from '../evaluation.lifecycle';
import type { EvaluationSample } from '../evaluation-sample.entity';

const day = z.iso.date().nullable();
const level = z.number().nullable();
const point = z.object({ on: z.iso.date(), score: level, maximum: level, severity: level });
const scale = z.object({
  ...{ instrument: z.string(), version: z.string(), baseline: point, end: point.nullable(), gain: level },
});

export const evidenceView = z
  .object({
    needCode: z.string(),
    severity: z.number(),
    outcome: z.string().nullable(),
    household: z.object({
      class: z.string().nullable(),
      size: z.number(),
      ageBand: z.string().nullable(),
      disabled: released('health', z.boolean().nullable(), { from: 'summary' }),
    }),
    confirmation: z.object({ confirmed: z.boolean(), mode: z.string().nullable(), disputed: z.boolean() }),
    timers: z.object({
      ...{ sentOn: day, answeredOn: day, answeredInTime: z.boolean().nullable(), startedOn: day, endedOn: day },
      ...{ confirmedOn: day, closedOn: day, daysToStart: level, daysToEnd: level },
    }),
    deliveries: z.array(z.object({ on: z.iso.date(), units: z.number(), noted: z.boolean() })),
    scales: released('answers', z.array(scale), { from: 'summary' }),
    goals: z.array(
      z.object({
        goal: released('plan', z.string().nullable(), { from: 'full' }),
        ...{ field: z.string(), weight: z.number(), baseline: level, expected: level, attained: level, x: level },
      }),
    ),
  })
  .meta({ id: 'Evidence' });
export type ShownEvidence = z.infer<typeof evidenceView>;

export const evaluationLine = z
  .object({
    id: z.uuid(),
    self: z.string(),
    sampleId: z.uuid(),
    pseudonym: z.string(),
    needCode: z.string(),
    state: z.enum(evaluationLifecycle.states),
    goalAttainment: z.number().nullable(),
    createdAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    referralId: z.uuid().nullable().describe('null for the evaluator'),
    householdId: z.uuid().nullable().describe('null for the evaluator'),
  })
  .meta({ id: 'EvaluationLine' });
export type EvaluationLine = z.infer<typeof evaluationLine>;
export const evaluationsView = z.object({ items: z.array(evaluationLine), next: z.string().nullable() });
export const householdEvaluationsView = z.object({ items: z.array(evaluationLine) });

export const evaluationView = evaluationLine
  .extend({
    evidence: evidenceView,
    reasons: z.array(z.string()),
    finding: z.string().nullable(),
    reply: z.string().nullable(),
    repliedAt: z.iso.datetime().nullable(),
    version: z.number().int(),
    moves: z.array(z.string()),
    withheld,
  })
  .meta({ id: 'Evaluation' });
export type EvaluationView = z.infer<typeof evaluationView>;

export const sampleView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    seed: z.string(),
    sharePercent: z.number().int(),
    minimum: z.number().int(),
    finishedFrom: z.iso.date(),
    finishedTo: z.iso.date(),
    population: z.number().int(),
    excluded: z.number().int(),
    evaluatorId: z.uuid(),
    drawnAt: z.iso.datetime(),
  })
  .meta({ id: 'EvaluationSample' });
export type SampleView = z.infer<typeof sampleView>;
export const samplesView = z.object({ items: z.array(sampleView), next: z.string().nullable() });
export const drawnSampleView = sampleView
  .extend({ evaluations: z.array(evaluationLine) })
  .meta({ id: 'DrawnEvaluationSample' });
export type DrawnSampleView = z.infer<typeof drawnSampleView>;

/** @param open whether the reader may know whose evaluation it is: staff of the district do, the evaluator never */
export function viewEvaluationLine(evaluation: Evaluation, open: boolean): EvaluationLine {
  const { id, sampleId, pseudonym, state, goalAttainment, createdAt, decidedAt, evidence, referralId, householdId } =
    evaluation;
  return {
    ...{ id, self: `/api/v1/evaluations/${id}`, sampleId, pseudonym, needCode: evidence.needCode, state },
    goalAttainment: goalAttainment === null ? null : Number(goalAttainment),
    createdAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    referralId: open ? referralId : null,
    householdId: open ? householdId : null,
  };
}

/**
 * The evidence names nobody; what it tells of health, scales and plans follows the table of fields all the same (C3).
 * @param roles of the reader: they decide which moves are offered and which fields are shown
 */
export function viewEvaluation(evaluation: Evaluation, open: boolean, roles: readonly string[]): EvaluationView {
  const { evidence, reasons, finding, reply, repliedAt, version, state } = evaluation;
  const view = {
    ...viewEvaluationLine(evaluation, open),
    ...{ evidence, reasons, finding, reply, repliedAt: repliedAt?.toISOString() ?? null, version },
    moves: evaluationLifecycle.allowed(state, roles),
  };
  return releaseFields(evaluationView, view, levelsOf(roles, []));
}

export function viewSample(sample: EvaluationSample): SampleView {
  const { id, number, seed, sharePercent, minimum, finishedFrom, finishedTo, population, excluded, evaluatorId } =
    sample;
  return {
    ...{ id, self: `/api/v1/evaluation-samples/${id}`, number, seed, sharePercent, minimum, finishedFrom, finishedTo },
    ...{ population, excluded, evaluatorId, drawnAt: sample.drawnAt.toISOString() },
  };
}
