import { nextMonth } from '../../platform/time';
import { compare, multiply, rational, type Rational, roundAmount, subtract, textOf } from '../../reference/formulas';
import type { MemberFacts } from './calculation-facts';
import type { CalculationResult, Circle, Panel, ProposedBenefit } from './calculation-result';
import type { CompiledRules, PaidRow } from './compile-rules';
import type { Standing } from './screens';
import type { Trace } from './trace';

/**
 * What the rules would come to a month, from the month after the day (B10); exact until the end, rounded last (B13). Nothing
 * is granted here (R3).
 */
export function benefitsOf(
  standing: Standing,
  counted: readonly MemberFacts[],
  circle: Circle,
  dibaoScreen: Panel,
  rules: CompiledRules,
  trace: Trace,
): ProposedBenefit[] {
  const from = nextMonth(rules.on);
  const benefits: ProposedBenefit[] = inDibao(standing, dibaoScreen).flatMap((memberKey) => {
    const dibao = dibaoOf(standing, memberKey === null ? standing.members : 1, rules, trace);
    return dibao ? [{ ...dibao, kind: 'dibao' as const, memberKey, from }] : [];
  });
  const paid = new Set(benefits.map(({ memberKey }) => memberKey));
  const inCircle = rules.pack.allowances?.circles.some((one) => one === circle) ?? false;
  for (const member of counted) {
    const allowance = inCircle ? highestRow(rules.allowances, member) : null;
    // Never both for the same person (R104).
    const extra = (paid.has(null) || paid.has(member.key)) && !allowance ? highestRow(rules.extras, member) : null;
    const row = allowance ?? extra;
    if (!row) continue;
    const kind = allowance ? ('allowance' as const) : ('extra' as const);
    const monthFen = roundAmount(row.fen, 1, 'half-up');
    trace.note(kind, row.code, row, () => ({ member: member.key, exact: textOf(row.fen) }), monthFen);
    benefits.push({ kind, row: row.code, memberKey: member.key, monthFen, from });
  }
  return benefits;
}

/** The household (null) or, with a dibao of their own, the people that it is for (B6). */
function inDibao({ inForce }: Standing, screen: Panel): Array<string | null> {
  const holders = inForce.filter(({ status }) => status === 'dibao').map(({ memberKey }) => memberKey);
  return screen === 'in' || holders.includes(null) ? [null] : [...new Set(holders)];
}

/** Of the rows that fit a person the one that pays most. */
export const highestRow = (rows: readonly PaidRow[], member: MemberFacts): PaidRow | null =>
  rows.find((row) => row.fits(member)) ?? null;

/** For the household, or for one person of it with a share of its income. */
function dibaoOf(
  { members, income, perHead }: Standing,
  people: number,
  { dibao, pack }: CompiledRules,
  trace: Trace,
): { row: string | null; monthFen: number } | null {
  const { method, roundToFen, round, citation, mark } = pack.benefits;
  if (!income || !perHead) return null;
  const exact = method === 'gap' ? gap(dibao, people, perHead) : banded(pack.benefits.bands, perHead, people);
  if (!exact || exact.n <= 0n) return null;
  const monthFen = roundAmount(exact, roundToFen, round);
  trace.note(
    'dibao',
    method,
    { citation, mark },
    () => ({ members, people, income: textOf(income.net), exact: textOf(exact) }),
    monthFen,
  );
  return { row: null, monthFen };
}

const gap = (dibao: Rational | null, people: number, perHead: Rational): Rational | null =>
  dibao && multiply(subtract(dibao, perHead), rational(people));

function banded(
  bands: CompiledRules['pack']['benefits']['bands'],
  perHead: Rational,
  members: number,
): Rational | null {
  const row = bands.find(({ upTo }) => compare(perHead, rational(upTo)) <= 0);
  return row ? rational(row.fen * members) : null;
}

/** Months until somebody looks again (R30, B12): sooner in the first circle while work or the capacity for it is not stable. */
export function recheckMonths(
  circle: Circle,
  counted: readonly MemberFacts[],
  { pack }: CompiledRules,
): CalculationResult['recheckMonths'] {
  if (circle === 'outside' || circle === 'unknown') return null;
  const months = pack.circles.recheckMonths;
  const unstable = counted.some(
    ({ works, workCapacity }) => works === 'seasonal' || works === 'flexible' || workCapacity === 'partial',
  );
  return circle === 'C1' && unstable ? months.unstable : months[circle];
}
