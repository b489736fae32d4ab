import { calculate } from './calculate';
import { calculationFactsSchema } from './calculation-facts';
import { canonicalText } from './canonical-text';
import type { CompiledRules } from './compile-rules';

/** Changes whenever the same facts and rules would give another text; what was stored before keeps its own. */
export const ENGINE_VERSION = '2';

/** Does a stored calculation again. @returns whether it is the same, byte for byte, and what it is now */
export function replay(
  stored: { facts: string; result: string },
  rules: CompiledRules,
): { same: boolean; result: string } {
  const facts = calculationFactsSchema.parse(JSON.parse(stored.facts));
  const result = canonicalText(calculate(facts, rules));
  return { same: result === stored.result, result };
}
