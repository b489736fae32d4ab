/** The same day `months` later, or earlier when below 0; of a shorter month its last day. */
export function plusMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The first day of the month after that of `day`. */
export function nextMonth(day: string): string {
  return plusMonths(`${day.slice(0, 7)}-01`, 1);
}
