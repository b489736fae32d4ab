/** A day as the desk writes it, year first, with any sign between the parts; null for anything else. */
export function listDay(typed: string): string | null {
  const text = typed.normalize('NFKC').trim();
  const [, year, month = '', day = ''] =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})\D(\d{1,2})\D(\d{1,2})(?:[^\d\s]?|[ t]0?0:00(?::00)?)$/i.exec(text) ??
    [];
  if (year === undefined) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const found = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(date) ? date : null;
}
