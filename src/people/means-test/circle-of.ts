import { compare, type Rational, textOf } from '../../reference/formulas';
import type { CalculationResult } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import type { Trace } from './trace';

type Outcome = Pick<CalculationResult, 'circle' | 'circleGround'>;

/**
 * The circle of R27: by a status, else by income per head, bounds inclusive. Up to the dibao standard without a status it is
 * C1 as a pre-screen, since C2 begins above it.
 */
export function circleOf(
  statuses: readonly string[],
  perHead: Rational | null,
  rules: CompiledRules,
  trace: Trace,
): Outcome {
  const outcome = place(statuses, perHead, rules);
  const { citation } = rules.pack.circles;
  const inputs = () => ({
    perHead: perHead && textOf(perHead),
    line: rules.lowIncomeLine && textOf(rules.lowIncomeLine),
  });
  trace.note('circle', outcome.circleGround, { citation, mark: 'seed' }, inputs, outcome.circle);
  return outcome;
}

function place(statuses: readonly string[], perHead: Rational | null, rules: CompiledRules): Outcome {
  const { lowIncomeLine, preScreenLine, cuts } = rules;
  const first = rules.pack.statuses.some(({ code, circle }) => circle === 'C1' && statuses.includes(code));
  if (first) return { circle: 'C1', circleGround: 'status' };
  if (!perHead || !lowIncomeLine || !preScreenLine) return { circle: 'unknown', circleGround: null };
  if (compare(perHead, preScreenLine) <= 0) return { circle: 'C1', circleGround: 'income' };
  const cut = cuts.find(({ upTo }) => upTo && compare(perHead, upTo) <= 0);
  return { circle: cut?.circle ?? 'outside', circleGround: 'income' };
}
