import { plusMonths } from '../../platform/time';
import type { Instrument } from './instrument';

const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The days between which a scale is asked again: due from the first, overdue after the last. */
export interface RetestWindow {
  from: string;
  until: string;
}

/** Null for a scale that is asked at every intake instead (S16). */
export function retestWindow(
  { retestMonths }: Pick<Instrument, 'retestMonths'>,
  completedAt: Date,
): RetestWindow | null {
  if (retestMonths === null) return null;
  const day = shanghaiDay.format(completedAt);
  return { from: plusMonths(day, retestMonths[0]), until: plusMonths(day, retestMonths[1]) };
}
