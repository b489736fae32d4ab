import { z } from 'zod';
import { type Allocation, allocationFailures, allocationModels } from '../allocation.entity';
import { allocationLifecycle, type AllocationMove } from '../allocation.lifecycle';
import { provedGap } from '../proved-gap';
import { FloorInput } from './allocation.dto';

const figures = z.strictObject({
  households: z.int(),
  needs: z.int(),
  offerings: z.int(),
  choices: z.int(),
  assigned: z.int(),
  lost: z.int(),
  unmatchable: z.int(),
  causes: z.record(z.string(), z.int()),
  drafted: z.int(),
  leftOut: z.int(),
  unseen: z.int(),
});

/** An allocation with how far it is and what it came to, in figures. */
export const allocationView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    name: z.string(),
    beginsOn: z.iso.date(),
    endsOn: z.iso.date(),
    model: z.enum(allocationModels),
    budgets: z.boolean(),
    townshipIds: z.array(z.int()),
    codes: z.array(z.string()),
    floors: z.array(FloorInput),
    state: z.enum(allocationLifecycle.states),
    round: z.int(),
    /** The round whose result is shown; 0 before there is one. */
    solvedRound: z.int(),
    progress: z.strictObject({ step: z.string().nullable(), percent: z.int() }),
    failure: z.enum(allocationFailures).nullable(),
    counts: figures.nullable(),
    value: z.int().nullable(),
    upperBound: z.int().nullable(),
    /** No plan that keeps the floors can be more than this much better than the plan, in hundredths of a percent, rounded up; null without points. */
    gapBasisPoints: z.int().nullable(),
    /** Points less than the round before, because a person chose otherwise; null where it is not less. */
    worseBy: z.int().nullable(),
    keptIncumbent: z.boolean(),
    floorResults: z.array(
      z.strictObject({
        id: z.string(),
        atLeast: z.int(),
        sought: z.int(),
        served: z.int(),
        met: z.boolean(),
        because: z.enum(['too-few-choices', 'too-few-places', 'not-reached']).nullable(),
        price: z.int(),
      }),
    ),
    problemDigest: z.string().nullable(),
    versions: z.strictObject({ taxonomy: z.string(), pack: z.string(), formula: z.string() }).nullable(),
    orderedBy: z.uuid(),
    orderedAt: z.iso.datetime(),
    gatheredAt: z.iso.datetime().nullable(),
    solvedAt: z.iso.datetime().nullable(),
    publishedBy: z.uuid().nullable(),
    publishedAt: z.iso.datetime().nullable(),
    publishReason: z.string().nullable(),
    endedAt: z.iso.datetime().nullable(),
    /** What the reader may do with it now. */
    moves: z.array(z.string()),
    version: z.int(),
  })
  .meta({ id: 'Allocation' });
export const allocationsView = z.strictObject({ items: z.array(allocationView), next: z.string().nullable() });
export type AllocationView = z.infer<typeof allocationView>;

export function viewAllocation(row: Allocation, moves: readonly AllocationMove[]): AllocationView {
  const { districtCode: _, withBudgets: budgets, jobRunId: __, step, percent, ...rest } = row;
  const when = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...rest,
    ...{ self: `/api/v1/allocations/${row.id}`, budgets, progress: { step, percent }, moves: [...moves] },
    gapBasisPoints: provedGap(row),
    orderedAt: row.orderedAt.toISOString(),
    gatheredAt: when(row.gatheredAt),
    solvedAt: when(row.solvedAt),
    publishedAt: when(row.publishedAt),
    endedAt: when(row.endedAt),
  };
}
