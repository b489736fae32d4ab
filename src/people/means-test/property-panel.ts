import { add, compare, multiply, rational, type Rational, textOf, ZERO } from '../../reference/formulas';
import type { CalculationFacts, LineFacts } from './calculation-facts';
import type { CalculationResult, Panel } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import { all, panelOf } from './panels';
import type { Trace } from './trace';

/**
 * Property against the limits of the pack (B9); what is exempt with its ground is not counted and is printed (R67). A thing
 * that no limit is for has to be looked at by somebody.
 */
export function propertyPanel(
  facts: CalculationFacts,
  members: number,
  rules: CompiledRules,
  trace: Trace,
  clarify: CalculationResult['clarify'],
): Panel {
  if (!facts.asked.asset || members === 0) return 'unknown';
  const exempt = exemptLines(facts.lines, rules, trace);
  const assets = facts.lines.filter((line) => line.kind === 'asset' && !exempt.has(line));
  const strange = assets.filter(({ item }) => !rules.limits.some(({ items }) => items.includes(item)));
  for (const { key } of strange) clarify.push({ code: 'no-limit', key });
  for (const { key, exemptOn } of assets)
    if (exemptOn !== null && !rules.exemptions.some(({ code }) => code === exemptOn))
      clarify.push({ code: 'unknown-ground', key });
  const panels = rules.limits.map((limit): Panel => {
    const own = assets.filter(({ item }) => limit.items.includes(item));
    const panel = limit.count === undefined ? underSum(own, limit.fen, members) : panelOf(own.length <= limit.count);
    trace.note('property-limit', limit.code, limit, () => ({ things: own.length, sum: textOf(sumOf(own)) }), panel);
    return panel;
  });
  return all(strange.length > 0 ? [...panels, 'unknown'] : panels);
}

/** As many things of a ground as the pack allows. */
function exemptLines(lines: readonly LineFacts[], { exemptions }: CompiledRules, trace: Trace): Set<LineFacts> {
  const exempt = new Set<LineFacts>();
  for (const row of exemptions) {
    const named = lines.filter(
      ({ kind, item, exemptOn }) => kind === 'asset' && exemptOn === row.code && row.items.includes(item),
    );
    for (const line of named.slice(0, row.count)) {
      exempt.add(line);
      trace.note('property-exempt', row.code, row, () => ({ line: line.key, fen: line.fen }), true);
    }
  }
  return exempt;
}

const sumOf = (lines: readonly LineFacts[]) => lines.reduce((total, { fen }) => add(total, rational(fen)), ZERO);

function underSum(own: readonly LineFacts[], perHead: Rational | null, members: number): Panel {
  if (own.length === 0) return 'in';
  if (perHead === null) return 'unknown';
  return panelOf(compare(sumOf(own), multiply(perHead, rational(members))) <= 0);
}
