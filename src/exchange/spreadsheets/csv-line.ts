/** Beginnings that spreadsheet programs take for a formula, also behind blanks and in full width. */
const FORMULA = /^(?:[\s\0]*[=+\-@＝＋－＠]|[\t\r\n])/;

/** A text that no spreadsheet program runs as a formula. */
export const inertText = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Before a whole CSV file: spreadsheet programs then read it as UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/** One line of a CSV file for spreadsheet programs: quoted, and nothing in it can be run as a formula. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  const quoted = cells.map((cell) => {
    return `"${inertText(String(cell ?? '')).replaceAll('"', '""')}"`;
  });
  return `${quoted.join(',')}\r\n`;
}
