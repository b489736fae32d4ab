import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import { calculationView } from '../../calculations';
import { movements } from '../movement';
import { type Simulation, simulationEnds, simulationStates } from '../simulation.entity';
import type { SimulationHousehold } from '../simulation-household.entity';
import type { Cut, SimulationTotals } from '../simulation-totals';
import { circles } from './simulation.dto';

const cut = z.strictObject({
  key: z.string(),
  families: z.int(),
  moved: z.strictObject(Object.fromEntries(movements.map((one) => [one, z.int()])) as Record<string, z.ZodInt>),
  /** Fen a month. */
  fenBefore: z.int(),
  fenAfter: z.int(),
});
const head = {
  id: z.uuid(),
  self: z.string(),
  number: z.string(),
  name: z.string(),
  draftId: z.uuid().nullable(),
  packCode: z.string(),
  onDay: z.iso.date(),
  engineVersion: z.string(),
  state: z.enum(simulationStates),
  endReason: z.enum(simulationEnds).nullable(),
  done: z.int(),
  total: z.int().nullable(),
  orderedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** What it came to is destroyed then. */
  expiresAt: z.iso.datetime(),
};

export const simulationHeadView = z.strictObject(head);
export const simulationsView = z.strictObject({ items: z.array(simulationHeadView), next: z.string().nullable() });
export const simulationView = z.strictObject({
  ...head,
  /** Null before it is done and once it has ended. */
  totals: z
    .strictObject({
      all: cut,
      /** `key`: id of the region. */
      townships: z.array(cut),
      /** `key`: household type of R52. */
      types: z.array(cut),
      /** `key`: circle under the rules of today. */
      circles: z.array(cut),
      circlesAfter: z.record(z.string(), z.int()),
    })
    .nullable(),
});
export type SimulationView = z.infer<typeof simulationView>;
export type SimulationHeadView = z.infer<typeof simulationHeadView>;

const circle = z.enum(circles);
const fen = released('economy', z.int().nullable(), { from: 'summary' });
const family = {
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
  withheld,
};
export const familyView = z.strictObject(family);
export const familiesView = z.strictObject({ items: z.array(familyView), next: z.string().nullable() });
export type FamilyView = z.infer<typeof familyView>;
/** Both calculations in full, each as a stored one. */
export const familySidesView = z.strictObject({
  family: familyView,
  before: calculationView,
  after: calculationView,
  /** Whether both came to the same bytes again as when they were simulated. */
  same: z.boolean(),
});

export function viewSimulationHead(row: Simulation): SimulationHeadView {
  const { id, number, name, draftId, packCode, onDay, engineVersion, state, endReason, doneCount, totalCount } = row;
  return {
    ...{
      id,
      self: `/api/v1/simulations/${id}`,
      number,
      name,
      draftId,
      packCode,
      onDay,
      engineVersion,
      state,
      endReason,
    },
    ...{ done: doneCount, total: totalCount },
    orderedAt: row.orderedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
  };
}

export function viewSimulation(row: Simulation, totals: SimulationTotals | null): SimulationView {
  const plain = ({ moved, ...rest }: Cut) => ({ ...rest, moved: { ...moved } });
  return {
    ...viewSimulationHead(row),
    totals: totals && {
      all: plain(totals.all),
      townships: totals.townships.map(plain),
      types: totals.types.map(plain),
      circles: totals.circles.map(plain),
      circlesAfter: totals.circlesAfter,
    },
  };
}

export function viewFamily(row: SimulationHousehold, levels: Levels): FamilyView {
  const { id: _, facts: __, simulationId, ...rest } = row;
  const self = `/api/v1/simulations/${simulationId}/households/${row.householdId}`;
  return releaseFields(familyView, { ...rest, self }, levels);
}
