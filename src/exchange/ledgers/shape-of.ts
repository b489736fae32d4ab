import { guessColumns, headingsDigest } from './guess-columns';
import type { LedgerColumns, LedgerWords } from './ledger-fields';
import { type LedgerImport, noLedgerCounts } from './ledger-import.entity';
import type { ReadLedger } from './read-ledger';

type Shape = Pick<
  LedgerImport,
  | ('sheet' | 'headingRow' | 'headings' | 'headingsDigest' | 'columns' | 'words')
  | ('rowCount' | 'formulaCount' | 'counts' | 'unknownWords' | 'failure')
>;

/** What an import knows of a sheet that was read, with what is remembered of its shape. */
export function shapeOf(
  { sheet, headingRow, headings, rows, formulas }: ReadLedger,
  known: { columns: LedgerColumns; words: LedgerWords } | null,
): Shape {
  return {
    ...{ sheet, headingRow, headings, headingsDigest: headingsDigest(headings) },
    ...{ columns: known?.columns ?? guessColumns(headings), words: known?.words ?? {} },
    ...{ rowCount: rows.length, formulaCount: formulas, unknownWords: [], failure: null },
    counts: { ...noLedgerCounts, rows: rows.length },
  };
}

/** The same of a workbook whose sheet nobody has chosen yet. */
export const noShape: Shape = {
  ...{ sheet: '', headingRow: 1, headings: [], headingsDigest: '', columns: [], words: {} },
  ...{ rowCount: 0, formulaCount: 0, counts: noLedgerCounts, unknownWords: [], failure: null },
};
