import { monthOf, plusMonths } from '../../platform/time';
import type { MeansRules } from '../../reference/policies';
import { taperSpan } from './clock-dates';

export type TaperTable = Pick<MeansRules['clocks']['taper'], 'months' | 'schedule'>;

/** A month of a taper, YYYY-MM, and the share of the last payment that is paid in it. */
export interface TaperMonth {
  month: string;
  percent: number;
}

/**
 * Every month of a taper with its share by the table of the pack (B11, R85).
 * @throws RangeError when a month has no row or two
 */
export function taperSchedule(changedOn: string, { months, schedule }: TaperTable): TaperMonth[] {
  const { from } = taperSpan(changedOn, months);
  return Array.from({ length: months }, (_, index) => ({
    month: monthOf(plusMonths(from, index)),
    percent: shareOf(index + 1, schedule),
  }));
}

function shareOf(month: number, schedule: TaperTable['schedule']): number {
  const [row, another] = schedule.filter(({ fromMonth, toMonth }) => fromMonth <= month && month <= toMonth);
  if (!row || another) throw new RangeError(`Month ${month} of a taper has ${row ? 'two rows' : 'no row'}`);
  return row.percent;
}
