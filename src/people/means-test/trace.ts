import type { Mark } from '../../reference/policies';
import type { CalculationStep } from './calculation-result';
import type { CalculationRule } from './rule-groups';

interface Source {
  citation: string;
  mark: Mark;
}
type Values = CalculationStep['inputs'];

/** Notes what a rule looked at and came to. Silent, where only the outcome is wanted: the result is the same. */
export class Trace {
  readonly steps: CalculationStep[] = [];

  constructor(private readonly silent = false) {}

  note(
    rule: CalculationRule,
    row: string | null,
    { citation, mark }: Source,
    inputs: () => Values,
    result: CalculationStep['result'],
  ): void {
    if (this.silent) return;
    this.steps.push({ rule, row, citation, mark, inputs: inputs(), result });
  }
}
