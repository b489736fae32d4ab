import { compare, multiply, type Rational, textOf } from '../../reference/formulas';
import type { CalculationFacts, MemberFacts, StatusFacts } from './calculation-facts';
import type { CalculationResult, Panel } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import type { CountableIncome } from './income';
import { all, not, panelOf } from './panels';
import { hasSingleApplicant, isUnableToWork } from './people-of-the-law';
import type { Trace } from './trace';

/** What the screens look at; amounts a month, null = unknown. */
export interface Standing {
  statuses: readonly string[];
  /** The same with those who have them. */
  inForce: readonly StatusFacts[];
  members: number;
  income: CountableIncome | null;
  perHead: Rational | null;
  spending: { all: Rational; rigid: Rational } | null;
  property: Panel;
}
type Screens = CalculationResult['screens'];

/** Is income per head strictly under a line? */
export function isUnder(perHead: Rational | null, line: Rational | null): Panel {
  return perHead && line ? panelOf(compare(perHead, line) < 0) : 'unknown';
}

/** Is rigid spending strictly above its share of income (B18)? Own costs have not come off that income yet. */
export function isBurdened({ income, spending }: Standing, { rigidShare }: CompiledRules): Panel {
  return income && spending
    ? panelOf(compare(spending.rigid, multiply(income.beforeCosts, rigidShare)) > 0)
    : 'unknown';
}

/** Pre-screens by the words of the law, from the inner one outward; the authority decides (R3). */
export function screensOf(
  standing: Standing,
  counted: readonly MemberFacts[],
  { asked, obligors }: CalculationFacts,
  rules: CompiledRules,
  trace: Trace,
): Screens {
  const { statuses, perHead, property, spending, income } = standing;
  const has = (...codes: readonly string[]) => panelOf(statuses.some((status) => codes.includes(status)));
  const low = isUnder(perHead, rules.dibao);
  const dibao = all([not(has('tekun')), low, property]);
  // A minor with an own status is not tekun, and a status that is there goes before a screen (B21).
  const statusless = not(has('tekun', 'dibao', 'orphan', 'unattended-child'));
  const unsupported = asked.obligors ? panelOf(!obligors.some(({ able }) => able)) : 'unknown';
  const tekun = all([statusless, ...counted.map(isUnableToWork), low, property, unsupported]);
  const inner = [not(has('dibao', 'tekun')), not(dibao)];
  const marginal = all([...inner, isUnder(perHead, rules.marginalLine), property]);
  const poor = [isUnder(perHead, rules.disposable), isBurdened(standing, rules), property];
  const rigid = all([...inner, not(has('dibao-marginal')), not(marginal), ...poor]);
  const inMarginal = has('dibao-marginal') === 'in' ? 'in' : marginal;
  const alone = all([not(has('dibao', 'tekun')), inMarginal, hasSingleApplicant(counted)]);
  const law = (citation: string) => ({ citation, mark: 'law' as const });
  const inputs = (line: Rational | null) => () => ({
    perHead: perHead && textOf(perHead),
    line: line && textOf(line),
    property,
  });
  trace.note('screen-tekun', null, law('B21'), () => ({ ...inputs(rules.dibao)(), unsupported }), tekun);
  trace.note('screen-dibao', null, law('B13'), inputs(rules.dibao), dibao);
  trace.note('screen-marginal', null, law('B17'), inputs(rules.marginalLine), marginal);
  trace.note('screen-single-application', null, law('B6'), () => ({ marginal: inMarginal }), alone);
  const burden = () => ({
    ...inputs(rules.disposable)(),
    rigid: spending && textOf(spending.rigid),
    income: income && textOf(income.beforeCosts),
    share: textOf(rules.rigidShare),
  });
  trace.note('screen-rigid', null, law('B18'), burden, rigid);
  return { tekun, dibao, 'dibao-marginal': marginal, 'single-application': alone, 'rigid-expenditure': rigid };
}
