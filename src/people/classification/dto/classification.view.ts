import { z } from 'zod';
import type { Classification } from '../classification.entity';

const householdClass = z.int().min(1).max(4);
const cell = z.union([z.string(), z.number(), z.null()]);
const day = z.iso.date();

export const classificationView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  householdId: z.uuid(),
  proposedClass: householdClass.nullable(),
  proposedSecondary: z.array(householdClass),
  inputs: z.strictObject({
    facts: z.strictObject({
      on: day,
      members: z.int(),
      statuses: z.array(z.strictObject({ status: z.string(), from: day, until: day.nullable() })),
      economy: z.strictObject({ incomeFen: z.int(), expenditureFen: z.int(), rigidFen: z.int() }).nullable(),
      event: z.strictObject({ kind: z.string(), date: day }).nullable(),
    }),
    rules: z.strictObject({
      packVersion: z.string(),
      dibaoMonthFen: z.int().nullable(),
      disposableYearFen: z.int().nullable(),
      marginalFactor: z.number(),
      rigidShare: z.number(),
      eventWindowDays: z.int(),
    }),
  }),
  steps: z.array(
    z.strictObject({
      rule: z.string(),
      inputs: z.record(z.string(), cell),
      result: z.union([householdClass, z.enum(['no', 'unknown'])]),
    }),
  ),
  packVersion: z.string(),
  state: z.enum(['proposed', 'confirmed', 'superseded']),
  decidedClass: householdClass.nullable(),
  decidedSecondary: z.array(householdClass).nullable(),
  reason: z.string().nullable(),
  proposedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  version: z.int(),
});
export type ClassificationView = z.infer<typeof classificationView>;
export const classificationsView = z.strictObject({ items: z.array(classificationView), next: z.string().nullable() });

export function viewClassification(row: Classification): ClassificationView {
  const { proposedBy: _proposer, decidedBy: _decider, inputs, steps, ...rest } = row;
  return {
    ...rest,
    self: `/api/v1/classifications/${row.id}`,
    inputs: { facts: { ...inputs.facts, statuses: [...inputs.facts.statuses] }, rules: inputs.rules },
    steps: steps.map((step) => ({ ...step, inputs: { ...step.inputs } })),
    proposedAt: row.proposedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}
