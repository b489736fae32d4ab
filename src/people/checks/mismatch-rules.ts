import type { CheckCatalogue, CheckItem } from '../../reference/policies';
import type { EconomyLine } from '../verification';
import { declaredFen } from '../verification';
import type { CheckAnswer } from './check-answer.entity';

type Answer = Pick<CheckAnswer, 'state' | 'held' | 'amountFen' | 'period'>;
type Line = Pick<EconomyLine, 'kind' | 'item' | 'amountFen' | 'period' | 'asOf' | 'endedAt'>;

/** An answer and a declaration that do not fit, in fen a year, property as it stands. */
export interface Mismatch {
  kind: EconomyLine['kind'];
  item: string;
  answeredFen: number;
  declaredFen: number;
}

/**
 * Holds what a department says of one item of all people asked about against the household's declaration (R65): more than
 * declared at once, less than declared only when every person's answer is there. What differs by no more than the
 * tolerance is no mismatch. Pure; integers only.
 * @param until the last of the twelve months, YYYY-MM-DD
 */
export function mismatchOf(
  { speaks }: Pick<CheckItem, 'speaks'>,
  answers: readonly Answer[],
  lines: readonly Line[],
  { tolerance, until }: { tolerance: CheckCatalogue['tolerance']; until: string },
): Mismatch | null {
  if (!speaks) return null;
  const { kind, item, when } = speaks;
  const heard = answers.filter(({ held }) => held !== null);
  if (heard.length === 0) return null;
  const answeredFen = heard.reduce(
    (sum, { amountFen, period }) => sum + (amountFen ?? 0) * (period === 'month' ? 12 : 1),
    0,
  );
  const declared = declaredFen(lines, kind, item, until);
  const allowed = Math.max(tolerance.fen, Math.floor((declared * tolerance.percent) / 100));
  const all = heard.length === answers.length;
  const differs = when === 'more' ? answeredFen > declared + allowed : all && answeredFen < declared - allowed;
  return differs ? { kind, item, answeredFen, declaredFen: declared } : null;
}
