import type { Rational } from '../../reference/formulas';
import type { EconomyTotals } from '../verification';

/** Figures of a file that a scale computes instead of asking, by question; null: the file does not have them (S13). */
export type Measures = Readonly<Record<string, number | null>>;

/** What a pack says of the line and of the share of rigid spending. */
export interface LocalLines {
  /** Fen a month and head; null while the district has not loaded its standard. */
  lowIncomeLine: Rational | null;
  /** Per cent of income above which spending is rigid in the sense of B18. */
  rigidPercent: number;
}
export interface HouseholdMeasures {
  byItem: Measures;
  /** Shown beside the result, never counted (B18). */
  rigidShare: { percent: number; localPercent: number } | null;
}

type Totals = Pick<EconomyTotals, 'members' | 'incomeFen' | 'incomeByItem' | 'expenditureByItem' | 'rigidFen'>;

/**
 * Income gap and share of rigid spending of the twelve months (S13). Zero lines are not zero income: what nobody has asked
 * about stays unknown and is asked. A file has no arrears and no debts, so those two are always asked.
 */
export function householdMeasures(totals: Totals, { lowIncomeLine, rigidPercent }: LocalLines): HouseholdMeasures {
  const { members, incomeFen, rigidFen } = totals;
  const knowsIncome = totals.incomeByItem.length > 0;
  const line = lowIncomeLine && (Number(lowIncomeLine.n) / Number(lowIncomeLine.d)) * 12 * members;
  const gap = knowsIncome && line ? Math.max(0, ((line - incomeFen) / line) * 100) : null;
  const knowsShare = knowsIncome && totals.expenditureByItem.length > 0;
  // Spending without income is all of it: no share is higher.
  const share = !knowsShare ? null : incomeFen > 0 ? (rigidFen / incomeFen) * 100 : rigidFen > 0 ? Infinity : 0;
  return {
    byItem: { 'income-gap': gap, 'rigid-share': share },
    rigidShare:
      share === null || !Number.isFinite(share) ? null : { percent: Math.round(share), localPercent: rigidPercent },
  };
}
