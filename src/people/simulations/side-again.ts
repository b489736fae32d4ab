import type { PolicyPack } from '../../reference/policies';
import { type Calculation, factsUnder } from '../calculations';
import { type CalculationFacts, canonicalText, digestOf } from '../means-test';
import { resultUnder, sideOf } from './compare-family';
import type { Simulation } from './simulation.entity';
import type { SimulationHousehold } from './simulation-household.entity';

/** One side of a family, done again: as a calculation that nobody has kept. */
export interface FamilySide {
  calculation: Calculation;
  pack: PolicyPack;
  people: number;
  /** Whether it came to what it came to before, byte for byte. */
  same: boolean;
}
type Done = Pick<Simulation, 'onDay' | 'engineVersion' | 'districtCode' | 'orderedBy' | 'orderedAt' | 'finishedAt'>;

/** Does one side again from the facts that were kept. */
export function sideAgain(
  work: Done,
  family: Pick<SimulationHousehold, 'id' | 'householdId' | 'facts'>,
  pack: PolicyPack,
  digest: string,
): FamilySide {
  const { onDay, engineVersion, districtCode, orderedBy, orderedAt, finishedAt } = work;
  const known = JSON.parse(family.facts) as CalculationFacts;
  const { text } = resultUnder(known, sideOf(pack, onDay));
  const calculation: Calculation = {
    ...{ id: family.id, householdId: family.householdId, districtCode, regionPath: '', onDay, engineVersion },
    rulesDigest: digestOf(canonicalText({ heads: pack.heads, rules: pack.rules })),
    facts: canonicalText(factsUnder(known, pack)),
    ...{ result: text, digest: digestOf(text), madeBy: orderedBy, madeAt: finishedAt ?? orderedAt },
    ...{ memberIds: null, lineIds: null, obligorIds: null },
  };
  return { calculation, pack, people: known.members.length, same: calculation.digest === digest };
}
