/**
 * A date in the calendar of the Republic of China (year 1 = 1912, so 114 = 2025), as Taipei's lists write it:
 * `109.5.29`, `095/04/28`, `114`, or with the characters for year, month and day. Answers YYYY-MM-DD, YYYY-MM or YYYY; null when it is no such date.
 */
export function readRocDate(value: string): string | null {
  const match =
    /^\s*(?:\u6c11\u570b)?\s*(\d{2,3})(?:\s*[./\u5e74-]\s*(\d{1,2})?(?:\s*[./\u6708-]\s*(\d{1,2})?\s*\u65e5?)?)?\s*$/.exec(
      value,
    );
  if (!match) return null;
  const year = Number(match[1]) + 1911;
  if (match[2] === undefined) return String(year);
  const month = Number(match[2]);
  if (month < 1 || month > 12) return null;
  const yearMonth = `${year}-${String(month).padStart(2, '0')}`;
  if (match[3] === undefined) return yearMonth;
  const day = Number(match[3]);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && day > 0 ? `${yearMonth}-${String(day).padStart(2, '0')}` : null;
}
