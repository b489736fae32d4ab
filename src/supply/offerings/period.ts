import { z } from 'zod';

const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** A capacity period is a calendar month, YYYY-MM. */
export const Period = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);

/** The civil date of an instant, or of a date or timestamp as text. */
export function shanghaiDay(moment: string | Date): string {
  return typeof moment === 'string' && moment.length === 10 ? moment : shanghai.format(new Date(moment));
}

export const periodOf = (day: string): string => day.slice(0, 7);

export function nextPeriod(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}
