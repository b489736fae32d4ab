import { plusMonths } from '../../platform/time';
import { plusDays } from '../../reference/calendar';
import { rational, type Rational } from '../../reference/formulas';
import type { LineFacts } from './calculation-facts';

/** The first day of the window of `months` that ends on a day: the day after the same date so many months before. */
export const windowStart = (on: string, months: number): string => plusDays(plusMonths(on, -months), 1);

/**
 * What a line brings a month, exact: a yearly amount divided by twelve, a single one spread over the window it lies in,
 * otherwise nothing (R81).
 */
export function monthly({ fen, period, asOf }: LineFacts, on: string, windowMonths: number): Rational {
  if (period === 'month') return rational(fen);
  if (period === 'year') return rational(fen, 12);
  return asOf >= windowStart(on, windowMonths) && asOf <= on ? rational(fen, windowMonths) : rational(0);
}
