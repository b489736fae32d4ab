import { PassThrough, type Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { stream } from 'exceljs';
import { inertText } from '../spreadsheets';
import type { LedgerRow } from './read-ledger';

const TURN = 200;
const WIDTH = 16;

/**
 * The uploaded rows with what is wrong with each in a column of its own: corrected, the sheet can be sent again. All are
 * texts, so that long numbers stay whole and nothing can be run as a formula.
 */
export function problemWorkbook(
  sheet: string,
  headings: readonly string[],
  rows: readonly LedgerRow[],
  problemsOf: (line: number) => string,
  columnName: string,
): Readable {
  const out = new PassThrough();
  const writing = async (): Promise<void> => {
    const workbook = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
    const worksheet = workbook.addWorksheet(sheet.slice(0, 31).replace(/[*?:\\/[\]]/g, ' ') || 'sheet');
    worksheet.columns = [...headings.map(() => ({ width: WIDTH })), { width: 4 * WIDTH }];
    worksheet.addRow([...headings.map(inertText), columnName]).commit();
    for (const [at, { line, cells }] of rows.entries()) {
      const padded = headings.map((_, column) => inertText(cells[column] ?? ''));
      worksheet.addRow([...padded, problemsOf(line)]).commit();
      if (at % TURN === TURN - 1) await setImmediate();
    }
    await workbook.commit();
  };
  writing().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}
