import type { PolicyPack } from '../../reference/policies';
import { factsUnder } from '../calculations';
import {
  calculate,
  type CalculationFacts,
  type CalculationResult,
  canonicalText,
  type CompiledRules,
  compileRules,
  digestOf,
} from '../means-test';
import { movementOf } from './movement';
import type { SimulationHousehold } from './simulation-household.entity';

/** The rules of one side, ready for the day. */
export interface Side {
  pack: PolicyPack;
  rules: CompiledRules;
}

export const sideOf = (pack: PolicyPack, on: string): Side => ({ pack, rules: compileRules(pack, on) });

/** What one side says of a family; the text is what a stored calculation would hold. */
export function resultUnder(
  facts: CalculationFacts,
  { pack, rules }: Side,
): { result: CalculationResult; text: string } {
  const result = calculate(factsUnder(facts, pack), rules);
  return { result, text: canonicalText(result) };
}

type Compared = Omit<SimulationHousehold, 'id' | 'simulationId' | 'householdId' | 'townshipId'>;

/** Both sides of a family side by side. */
export function compareFamily(facts: CalculationFacts, before: Side, after: Side): Compared {
  const [one, other] = [resultUnder(facts, before), resultUnder(facts, after)];
  const [fenBefore, fenAfter] = [monthFen(one.result), monthFen(other.result)];
  return {
    householdType: typeOf(one.result, before) ?? typeOf(other.result, after) ?? 'none',
    ...{ classBefore: one.result.class, classAfter: other.result.class },
    ...{ circleBefore: one.result.circle, circleAfter: other.result.circle, fenBefore, fenAfter },
    movement: movementOf(one.result.circle, other.result.circle, fenAfter - fenBefore),
    facts: canonicalText(facts),
    ...{ digestBefore: digestOf(one.text), digestAfter: digestOf(other.text) },
  };
}

const monthFen = ({ benefits }: CalculationResult) => benefits.reduce((sum, one) => sum + one.monthFen, 0);

function typeOf({ types }: CalculationResult, { pack }: Side): string | null {
  const ofHouseholds = new Set(pack.rules.types.filter((row) => row.of === 'household').map(({ code }) => code));
  return types.find(({ type }) => ofHouseholds.has(type))?.type ?? null;
}
