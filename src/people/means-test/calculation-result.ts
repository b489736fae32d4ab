import type { Mark } from '../../reference/policies';
import type { CalculationRule } from './rule-groups';

/** What is known of a panel of R92: inside the bounds, outside, or not enough was asked. */
export type Panel = 'in' | 'out' | 'unknown';
export type Circle = 'C1' | 'C2' | 'C3' | 'C4' | 'outside' | 'unknown';

/** One rule with what went in and what came out; fen as whole numbers, exact fractions as `n/d`. */
export interface CalculationStep {
  rule: CalculationRule;
  /** Code of the row of the pack, where the rule has rows. */
  row: string | null;
  citation: string;
  mark: Mark;
  inputs: Readonly<Record<string, string | number | boolean | null>>;
  result: string | number | boolean | null;
}

/** An amount that the rules would come to; never a grant (R3). */
export interface ProposedBenefit {
  /** `dibao`, `allowance` or `extra`. */
  kind: 'dibao' | 'allowance' | 'extra';
  /** Row of the pack; null for dibao by gap. */
  row: string | null;
  memberKey: string | null;
  monthFen: number;
  /** First day paid: of the month after `on` (B10). */
  from: string;
}

/** What the rules of one pack say of one household on one day. A proposal; people decide (R3, PIPL 24). */
export interface CalculationResult {
  packVersion: string;
  members: number;
  /** Countable income of the household a month, exact, e.g. `298000/1`; null while unknown. */
  incomeMonth: string | null;
  perHeadMonth: string | null;
  /** Income per head ÷ the low-income line (R27). */
  ratio: string | null;
  circle: Circle;
  /** By a status, or by the ratio as a pre-screen. */
  circleGround: 'status' | 'income' | null;
  /** R11; several may fit, the first is proposed. */
  class: 1 | 2 | 3 | 4 | null;
  secondary: number[];
  layer: string | null;
  types: Array<{ type: string; memberKey: string | null }>;
  panels: Record<'members' | 'income' | 'property' | 'expenditure', Panel>;
  /**
   * Pre-screens by the law's own words: tekun (B21), dibao, dibao-marginal (B17, strictly under), somebody of a marginal
   * household who may apply alone (B6), rigid-expenditure (B18, strictly over).
   */
  screens: Record<'tekun' | 'dibao' | 'dibao-marginal' | 'single-application' | 'rigid-expenditure', Panel>;
  /** Members whom the law lets apply for dibao alone (B6). */
  singleApplicants: string[];
  benefits: ProposedBenefit[];
  /** Levels of self-care by member (B23). */
  selfCare: Array<{ memberKey: string; level: string }>;
  /** Months until the next re-check (R30, B12). */
  recheckMonths: number | null;
  /** What somebody should ask about; never a ground to refuse (R65). */
  clarify: Array<{ code: string; key: string | null }>;
  steps: CalculationStep[];
}
