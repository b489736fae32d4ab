import { type CalculationFacts, type CalculationResult, type CompiledRules } from '../../src/people/means-test';
import { highestRow, recheckMonths } from '../../src/people/means-test/benefits';
import type { MemberFacts } from '../../src/people/means-test/calculation-facts';
import { circleOf } from '../../src/people/means-test/circle-of';
import { classOf } from '../../src/people/means-test/class-of';
import { Trace } from '../../src/people/means-test/trace';
import { rational, type Rational } from '../../src/reference/formulas';

/** What the tables are asked with, as the sums have left it. */
export interface TableInput {
  statuses: string[];
  perHead: Rational;
  members: number;
  event: CalculationFacts['event'];
  screens: CalculationResult['screens'];
  counted: MemberFacts[];
}

/** What they say: circle, class, months to the re-check, and by person the allowance in fen a month. */
export interface TableOutcome {
  circle: CalculationResult['circle'];
  class: number | null;
  recheck: number | null;
  allowances: string[];
}

export const numberOf = ({ n, d }: Rational): number => Number(n) / Number(d);

/** @returns null for a household that the tables are not asked about, because its income is not known */
export function inputOf(facts: CalculationFacts, { perHeadMonth, screens }: CalculationResult): TableInput | null {
  if (perHeadMonth === null) return null;
  const [n, d] = perHeadMonth.split('/').map(BigInt) as [bigint, bigint];
  const counted = facts.members.filter((member) => member.counted);
  const statuses = facts.statuses.map(({ status }) => status);
  return { statuses, perHead: rational(n, d), members: counted.length, event: facts.event, screens, counted };
}

/** The tables of the means test, without the sums before and the steps beside them. */
export function tablesOf(rules: CompiledRules): (input: TableInput) => TableOutcome {
  const trace = new Trace(true);
  const circles: readonly string[] = rules.pack.allowances?.circles ?? [];
  return ({ statuses, perHead, members, event, screens, counted }) => {
    const { circle } = circleOf(statuses, perHead, rules, trace);
    const nothing = { inForce: [], income: null, spending: null, property: 'in' as const };
    const { class: first } = classOf(event, { ...nothing, statuses, perHead, members }, screens, rules, trace);
    const allowances: string[] = [];
    for (const member of circles.includes(circle) ? counted : []) {
      const row = highestRow(rules.allowances, member);
      if (row) allowances.push(`${member.key} ${numberOf(row.fen)}`);
    }
    return { circle, class: first, recheck: recheckMonths(circle, counted, rules), allowances };
  };
}
