/** Beginnings that spreadsheet programs take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** One line of a CSV file for spreadsheet programs: quoted, and nothing in it can be run as a formula. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  const quoted = cells.map((cell) => {
    const text = String(cell ?? '');
    return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  });
  return `${quoted.join(',')}\r\n`;
}
