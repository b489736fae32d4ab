import { compare, multiply, rational, type Rational, textOf } from '../../reference/formulas';
import type { CalculationResult, Panel } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import type { Trace } from './trace';

/** What the screens look at; amounts a month, null = unknown. */
export interface Standing {
  statuses: readonly string[];
  members: number;
  income: Rational | null;
  perHead: Rational | null;
  spending: { all: Rational; rigid: Rational } | null;
  property: Panel;
}
type Screens = CalculationResult['screens'];

const all = (...panels: readonly Panel[]): Panel =>
  panels.find((panel) => panel === 'out') ?? panels.find((panel) => panel === 'unknown') ?? 'in';
const not = (panel: Panel): Panel => (panel === 'in' ? 'out' : panel === 'out' ? 'in' : 'unknown');
const when = (true_: boolean): Panel => (true_ ? 'in' : 'out');

/** Is income per head strictly under a line? */
export function isUnder(perHead: Rational | null, line: Rational | null): Panel {
  return perHead && line ? when(compare(perHead, line) < 0) : 'unknown';
}

/** Is rigid spending strictly above its share of income (B18)? */
export function isBurdened({ income, spending }: Standing, { rigidShare }: CompiledRules): Panel {
  return income && spending ? when(compare(spending.rigid, multiply(income, rigidShare)) > 0) : 'unknown';
}

/** Pre-screens by the words of the law, from the inner one outward; the authority decides (R3). */
export function screensOf(standing: Standing, rules: CompiledRules, trace: Trace): Screens {
  const { statuses, perHead, property } = standing;
  const has = (...codes: readonly string[]) => when(statuses.some((status) => codes.includes(status)));
  const dibao = all(isUnder(perHead, rules.dibao), property);
  const inner = has('dibao', 'tekun');
  const marginal = all(not(inner), not(dibao), isUnder(perHead, rules.marginalLine), property);
  const poorer = all(isUnder(perHead, rules.disposable), isBurdened(standing, rules), property);
  const rigid = all(not(inner), not(has('dibao-marginal')), not(dibao), not(marginal), poorer);
  const law = (citation: string) => ({ citation, mark: 'law' as const });
  const inputs = (line: Rational | null) => () => ({
    perHead: perHead && textOf(perHead),
    line: line && textOf(line),
    property,
  });
  trace.note('screen-dibao', null, law('B10'), inputs(rules.dibao), dibao);
  trace.note('screen-marginal', null, law('B17'), inputs(rules.marginalLine), marginal);
  const { spending, income } = standing;
  const burden = () => ({
    ...inputs(rules.disposable)(),
    rigid: spending && textOf(spending.rigid),
    income: income && textOf(income),
    share: textOf(multiply(rules.rigidShare, rational(100))),
  });
  trace.note('screen-rigid', null, law('B18'), burden, rigid);
  return { dibao, 'dibao-marginal': marginal, 'rigid-expenditure': rigid };
}
