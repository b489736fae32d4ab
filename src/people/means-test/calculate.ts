import { divide, rational, type Rational, textOf } from '../../reference/formulas';
import { benefitsOf, recheckMonths } from './benefits';
import type { CalculationFacts, MemberFacts, StatusFacts } from './calculation-facts';
import type { CalculationResult } from './calculation-result';
import { circleOf } from './circle-of';
import { classOf } from './class-of';
import type { CompiledRules } from './compile-rules';
import { layerOf, selfCareOf, typesOf } from './groups-of';
import { countableIncome } from './income';
import { withLinesThatCount } from './lines-that-count';
import { propertyPanel } from './property-panel';
import { isBurdened, isUnder, type Standing, screensOf } from './screens';
import { singleApplicants } from './people-of-the-law';
import { spendingOf } from './spending';
import { Trace } from './trace';

/** More people than this in one household are looked at again before anything is built on it. */
const MANY = 20;

/**
 * What the rules of one pack say of a household on a day: circle, class, layer, types, panels and amounts, side by side from
 * one record, each step with its citation. Pure and exact; the order of members and lines does not matter. What is not known
 * makes what rests on it unknown; what is told in two ways or may be missed is asked about (`clarify`). A proposal: people
 * decide (R3, PIPL 24).
 * @throws RangeError when facts and rules are of different days
 */
export function calculate(
  given: CalculationFacts,
  rules: CompiledRules,
  options: { silent?: boolean } = {},
): CalculationResult {
  if (given.on !== rules.on) throw new RangeError(`Facts of ${given.on} under the rules of ${rules.on}`);
  const trace = new Trace(options.silent);
  const clarify: CalculationResult['clarify'] = [];
  const facts = withLinesThatCount(inOrder(given), rules, trace, clarify);
  const counted = facts.members.filter((member) => member.counted);
  const members = counted.length;
  const standing = standingOf(facts, counted, rules, trace, clarify);
  const { inForce, income, perHead } = standing;
  const { circle, circleGround } = circleOf(standing.statuses, perHead, rules, trace);
  if (standing.statuses.includes('dibao') && standing.property === 'out')
    clarify.push({ code: 'status-without-ground', key: null });
  const screens = screensOf(standing, counted, facts, rules, trace);
  const { class: first, secondary } = classOf(members === 0 ? null : facts.event, standing, screens, rules, trace);
  const classes = first === null ? [] : [first, ...secondary];
  return {
    packVersion: rules.packVersion,
    members,
    incomeMonth: income && textOf(income.net),
    perHeadMonth: perHead && textOf(perHead),
    ratio: ratioOf(perHead, rules),
    circle,
    circleGround,
    class: first,
    secondary,
    layer: layerOf(standing.statuses, classes, rules),
    types: typesOf(isInside(circle) || first !== null ? counted : [], inForce, classes, rules),
    panels: {
      members: members === 0 ? 'unknown' : 'in',
      income: isUnder(perHead, rules.marginalLine),
      property: standing.property,
      expenditure: isBurdened(standing, rules),
    },
    screens,
    singleApplicants: screens['single-application'] === 'in' ? singleApplicants(counted) : [],
    benefits: benefitsOf(standing, counted, circle, screens.dibao, rules, trace),
    selfCare: selfCareOf(facts.members, rules),
    recheckMonths: recheckMonths(circle, counted, rules),
    clarify,
    steps: trace.steps,
  };
}

/** What the screens, circles and classes rest on; asks about what cannot be known of it. */
function standingOf(
  facts: CalculationFacts,
  counted: readonly MemberFacts[],
  rules: CompiledRules,
  trace: Trace,
  clarify: CalculationResult['clarify'],
): Standing {
  const members = counted.length;
  for (const { key, ageYears } of counted) if (ageYears === null) clarify.push({ code: 'age-unknown', key });
  if (members > MANY) clarify.push({ code: 'many-members', key: null });
  const income = members === 0 ? null : countableIncome(facts, counted, rules, trace, clarify);
  // Nobody is there to have a status: the file has to be looked at first.
  const inForce = members === 0 ? [] : statusesOn(facts, counted);
  for (const { status, memberKey } of inForce)
    if (!rules.pack.statuses.some(({ code }) => code === status))
      clarify.push({ code: 'unknown-status', key: memberKey });
  return {
    statuses: inForce.map(({ status }) => status),
    inForce,
    members,
    income,
    perHead: income && divide(income.net, rational(members)),
    spending: members === 0 ? null : spendingOf(facts, rules),
    property: propertyPanel(facts, members, rules, trace, clarify),
  };
}

/** In force on the day, of the household or of somebody whom the law counts in. */
function statusesOn({ on, statuses }: CalculationFacts, counted: readonly MemberFacts[]): StatusFacts[] {
  const people = new Set<string | null>([null, ...counted.map(({ key }) => key)]);
  return statuses.filter(
    ({ from, until, memberKey }) => from <= on && (until === null || until >= on) && people.has(memberKey),
  );
}

const isInside = (circle: CalculationResult['circle']) => circle !== 'outside' && circle !== 'unknown';

const ratioOf = (perHead: Rational | null, { lowIncomeLine }: CompiledRules): string | null =>
  perHead && lowIncomeLine && lowIncomeLine.n > 0n ? textOf(divide(perHead, lowIncomeLine)) : null;

const textOfStatus = ({ status, from, memberKey }: StatusFacts) => `${status} ${from} ${memberKey ?? ''}`;

function inOrder(facts: CalculationFacts): CalculationFacts {
  const byKey = <T extends { key: string }>(rows: readonly T[]): T[] =>
    [...rows].sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));
  const statuses = [...facts.statuses].sort((one, other) => (textOfStatus(one) < textOfStatus(other) ? -1 : 1));
  return {
    ...facts,
    members: byKey(facts.members),
    lines: byKey(facts.lines),
    obligors: byKey(facts.obligors),
    statuses,
  };
}
