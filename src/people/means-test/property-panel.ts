import { add, compare, multiply, rational, type Rational, textOf, ZERO } from '../../reference/formulas';
import type { CalculationFacts, LineFacts } from './calculation-facts';
import type { Panel } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import type { Trace } from './trace';

/** Property against the limits of the pack (B9); what is exempt with its ground is not counted and is printed (R67). */
export function propertyPanel(facts: CalculationFacts, members: number, rules: CompiledRules, trace: Trace): Panel {
  if (!facts.declared || members === 0) return 'unknown';
  const assets = facts.lines.filter((line) => line.kind === 'asset' && !isExempt(line, rules, trace));
  const panels = rules.limits.map((limit): Panel => {
    const own = assets.filter(({ item }) => limit.items.includes(item));
    const panel =
      limit.count === undefined ? underSum(own, limit.fen, members) : own.length <= limit.count ? 'in' : 'out';
    trace.note('property-limit', limit.code, limit, () => ({ things: own.length, sum: textOf(sumOf(own)) }), panel);
    return panel;
  });
  return panels.find((panel) => panel === 'out') ?? panels.find((panel) => panel === 'unknown') ?? 'in';
}

function isExempt(line: LineFacts, { exemptions }: CompiledRules, trace: Trace): boolean {
  const row = exemptions.find(({ code, items }) => code === line.exemptOn && items.includes(line.item));
  if (row) trace.note('property-exempt', row.code, row, () => ({ line: line.key, fen: line.fen }), true);
  return row !== undefined;
}

const sumOf = (lines: readonly LineFacts[]) => lines.reduce((total, { fen }) => add(total, rational(fen)), ZERO);

function underSum(own: readonly LineFacts[], perHead: Rational | null, members: number): Panel {
  if (own.length === 0) return 'in';
  if (perHead === null) return 'unknown';
  return compare(sumOf(own), multiply(perHead, rational(members))) <= 0 ? 'in' : 'out';
}
