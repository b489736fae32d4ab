import type { CheckCatalogue, CheckItem } from '../../reference/policies';
import type { EconomyLine } from '../verification';
import { declaredFen } from '../verification';
import type { CheckAnswer } from './check-answer.entity';

type Answer = Pick<CheckAnswer, 'state' | 'held' | 'amountFen' | 'period'>;
type Line = Pick<EconomyLine, 'kind' | 'item' | 'amountFen' | 'period' | 'asOf' | 'endedAt'>;

/** An answer and a declaration side by side, in fen a year, property as it stands. */
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
  item: Pick<CheckItem, 'speaks'>,
  answers: readonly Answer[],
  lines: readonly Line[],
  { tolerance, until }: { tolerance: CheckCatalogue['tolerance']; until: string },
): Mismatch | null {
  const sums = sumsOf(item, answers, lines, until);
  if (!sums) return null;
  const { answeredFen, declaredFen: declared } = sums;
  const allowed = Math.max(tolerance.fen, Math.floor((declared * tolerance.percent) / 100));
  const all = answers.every(({ held }) => held !== null);
  const more = item.speaks?.when === 'more';
  const differs = more ? answeredFen > declared + allowed : all && answeredFen < declared - allowed;
  return differs ? sums : null;
}

/**
 * What a department says of one item of all people asked about, beside the household's declaration; null where the item
 * speaks of nothing that is declared, or nothing was answered.
 * @param until the last of the twelve months, YYYY-MM-DD
 */
export function sumsOf(
  { speaks }: Pick<CheckItem, 'speaks'>,
  answers: readonly Answer[],
  lines: readonly Line[],
  until: string,
): Mismatch | null {
  const heard = answers.filter(({ held }) => held !== null);
  if (!speaks || heard.length === 0) return null;
  const { kind, item } = speaks;
  const answeredFen = heard.reduce(
    (sum, { amountFen, period }) => sum + (amountFen ?? 0) * (period === 'month' ? 12 : 1),
    0,
  );
  return { kind, item, answeredFen, declaredFen: declaredFen(lines, kind, item, until) };
}
