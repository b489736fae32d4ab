import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import { calculationView } from '../../calculations';
import { movements, simulationCircles } from '../../simulations';
import type { ProposalGroup } from '../proposals.store';
import { type Recalculation, recalculationStates } from '../recalculation.entity';
import { proposalStates, type RecalculationHousehold } from '../recalculation-household.entity';

const head = {
  id: z.uuid(),
  self: z.string(),
  number: z.string(),
  adoptionId: z.uuid(),
  onDay: z.iso.date(),
  engineVersion: z.string(),
  state: z.enum(recalculationStates),
  done: z.int(),
  total: z.int().nullable(),
  orderedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  endReason: z.string().nullable(),
};
export const recalculationHeadView = z.strictObject(head);
export const recalculationsView = z.strictObject({
  items: z.array(recalculationHeadView),
  next: z.string().nullable(),
});
export const recalculationView = z.strictObject({
  ...head,
  /** Families that moved alike and stand alike. */
  groups: z.array(
    z.strictObject({
      movement: z.enum(movements),
      state: z.enum(proposalStates),
      families: z.int(),
      told: z.int(),
      /** Fen a month. */
      fenBefore: z.int(),
      fenAfter: z.int(),
    }),
  ),
});
export type RecalculationView = z.infer<typeof recalculationView>;
export type RecalculationHeadView = z.infer<typeof recalculationHeadView>;

const circle = z.enum(simulationCircles);
const fen = released('economy', z.int().nullable(), { from: 'summary' });
export const proposalView = z.strictObject({
  householdId: z.uuid(),
  self: z.string(),
  townshipId: z.int(),
  householdType: z.string(),
  classBefore: z.int().nullable(),
  classAfter: z.int().nullable(),
  circleBefore: circle,
  circleAfter: circle,
  movement: z.enum(movements),
  /** Fen a month. */
  fenBefore: fen,
  fenAfter: fen,
  digestBefore: z.string(),
  digestAfter: z.string(),
  /** Whether it came to what was simulated, byte for byte; null where the family was not there then. */
  asSimulated: z.boolean().nullable(),
  /** The decision in force when it was worked out. */
  decidedClass: z.int().nullable(),
  decidedCircle: circle.nullable(),
  state: z.enum(proposalStates),
  classificationId: z.uuid().nullable(),
  /** The order by which it was confirmed together with others. */
  confirmationId: z.uuid().nullable(),
  newClass: z.int().nullable(),
  newCircle: circle.nullable(),
  reason: released('economy', z.string().nullable(), { from: 'summary' }),
  decidedAt: z.iso.datetime().nullable(),
  toldAt: z.iso.datetime().nullable(),
  withheld,
});
export const proposalsView = z.strictObject({ items: z.array(proposalView), next: z.string().nullable() });
export type ProposalView = z.infer<typeof proposalView>;
/** Both calculations in full, each as a stored one; null once the batch is closed. */
export const proposalSidesView = z.strictObject({
  family: proposalView,
  before: calculationView.nullable(),
  after: calculationView.nullable(),
  /** Whether both came to the same bytes again. */
  same: z.boolean().nullable(),
});

export function viewRecalculationHead(row: Recalculation): RecalculationHeadView {
  const { id, number, adoptionId, onDay, engineVersion, state, doneCount, totalCount, endReason } = row;
  return {
    ...{ id, self: `/api/v1/recalculations/${id}`, number, adoptionId, onDay, engineVersion, state, endReason },
    ...{ done: doneCount, total: totalCount },
    orderedAt: row.orderedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

export function viewRecalculation(row: Recalculation, groups: readonly ProposalGroup[]): RecalculationView {
  return { ...viewRecalculationHead(row), groups: groups.map((one) => ({ ...one })) };
}

export function viewProposal(row: RecalculationHousehold, levels: Levels): ProposalView {
  const { id: _, facts: __, decidedBy: ___, toldBy: ____, recalculationId, ...kept } = row;
  const { replacedId: _____, ...rest } = kept;
  const view = {
    ...rest,
    self: `/api/v1/recalculations/${recalculationId}/households/${row.householdId}`,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    toldAt: row.toldAt?.toISOString() ?? null,
  };
  return releaseFields(proposalView, view, levels);
}
