import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import type { Classification } from '../classification.entity';

const householdClass = z.int().min(1).max(4);
const cell = z.union([z.string(), z.number(), z.null()]);
const day = z.iso.date();
const circle = z.enum(['C1', 'C2', 'C3', 'C4', 'outside', 'unknown']).nullable();

export const classificationView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  householdId: z.uuid(),
  proposedClass: householdClass.nullable(),
  proposedSecondary: z.array(householdClass),
  proposedCircle: circle,
  /** Where the steps stand; null for a proposal older than the stored calculations. */
  calculationId: z.uuid().nullable(),
  inputs: z
    .strictObject({
      facts: z.strictObject({
        on: day,
        members: z.int(),
        statuses: released(
          'health',
          z.array(z.strictObject({ status: z.string(), from: day, until: day.nullable() })),
          {
            from: 'summary',
          },
        ),
        economy: released(
          'economy',
          z.strictObject({ incomeFen: z.int(), expenditureFen: z.int(), rigidFen: z.int() }).nullable(),
          { from: 'summary' },
        ),
        event: released('health', z.strictObject({ kind: z.string(), date: day }).nullable(), { from: 'summary' }),
      }),
      rules: z.strictObject({
        packVersion: z.string(),
        dibaoMonthFen: z.int().nullable(),
        disposableYearFen: z.int().nullable(),
        marginalFactor: z.number(),
        rigidShare: z.number(),
        eventWindowDays: z.int(),
      }),
    })
    .nullable(),
  steps: z.array(
    z.strictObject({
      rule: z.string(),
      inputs: released('economy', z.record(z.string(), cell).nullable(), { from: 'summary' }),
      result: z.union([householdClass, z.enum(['no', 'unknown'])]),
    }),
  ),
  packVersion: z.string(),
  state: z.enum(['proposed', 'confirmed', 'superseded']),
  decidedClass: householdClass.nullable(),
  decidedSecondary: z.array(householdClass).nullable(),
  decidedCircle: circle,
  /** Day by which somebody looks again (R30). */
  recheckOn: day.nullable(),
  reason: released('economy', z.string().nullable(), { from: 'summary' }),
  proposedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  version: z.int(),
  withheld,
});
export type ClassificationView = z.infer<typeof classificationView>;
export const classificationsView = z.strictObject({ items: z.array(classificationView), next: z.string().nullable() });

export function viewClassification(row: Classification, levels: Levels): ClassificationView {
  const { proposedBy: _proposer, decidedBy: _decider, inputs, steps, ...rest } = row;
  const view = {
    ...rest,
    self: `/api/v1/classifications/${row.id}`,
    inputs: inputs && { facts: { ...inputs.facts, statuses: [...inputs.facts.statuses] }, rules: inputs.rules },
    steps: (steps ?? []).map((step) => ({ ...step, inputs: { ...step.inputs } })),
    proposedAt: row.proposedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
  return releaseFields(classificationView, view, levels);
}
