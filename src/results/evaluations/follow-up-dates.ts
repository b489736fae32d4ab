/** Months after closing at which somebody looks back (R20, R58). */
export const FOLLOW_UP_MONTHS = [3, 6] as const;

/** The same civil day so many months later, at most the last day of that month; days as YYYY-MM-DD. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** When the day's work begins, Asia/Shanghai. */
export const morningOf = (day: string): Date => new Date(`${day}T08:00:00+08:00`);

/** The civil day of a moment, Asia/Shanghai. */
export const civilDay = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
