import { Workbook, type Worksheet } from 'exceljs';
import { BYTE_ORDER_MARK, csvLine, inertText } from '../spreadsheets';
import type { Watermark } from './watermark';

/** A table in the reader's language, before it is a file. */
export interface ExportTable {
  title: string;
  columns: readonly string[];
  rows: ReadonlyArray<ReadonlyArray<string | number | null>>;
  /** What a reader has to know of its numbers. */
  notes: readonly string[];
}

/** Words around the table: name of the sheet that explains, heading of the column with the number. */
export interface FileWords {
  guide: string;
  number: string;
}

const WIDTH = 18;

/** The watermark before the table, and its number in every row, so that a copied part still tells where it is from. */
export function csvFile({ columns, rows, notes }: ExportTable, mark: Watermark, words: FileWords): Buffer {
  const comments = [...mark.lines, ...notes].map((text) => csvLine(['#', text]));
  const body = rows.map((cells) => csvLine([...cells, mark.number]));
  return Buffer.from([BYTE_ORDER_MARK, ...comments, csvLine([...columns, words.number]), ...body].join(''), 'utf8');
}

/** A sheet that explains, then the table; the watermark on both, on every printed page and in every row. */
export async function workbookFile(table: ExportTable, mark: Watermark, words: FileWords): Promise<Buffer> {
  const workbook = new Workbook();
  const guide = workbook.addWorksheet(words.guide);
  guide.getColumn(1).width = 5 * WIDTH;
  for (const text of [...mark.lines, ...table.notes]) guide.addRow([inertText(text)]);
  const sheet = workbook.addWorksheet(table.title, { views: [{ state: 'frozen', ySplit: 2 }] });
  sheet.addRow([inertText(mark.lines.join(' · '))]);
  const head = sheet.addRow([...table.columns, words.number].map(inertText));
  head.font = { bold: true };
  for (const cells of table.rows) {
    sheet.addRow([...cells, mark.number].map((cell) => (typeof cell === 'string' ? inertText(cell) : cell)));
  }
  for (let column = 1; column <= table.columns.length + 1; column += 1) sheet.getColumn(column).width = WIDTH;
  for (const each of [guide, sheet]) stamp(each, mark);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function stamp(sheet: Worksheet, { head, foot }: Watermark): void {
  const plain = (text: string) => text.replaceAll('&', '&&');
  sheet.headerFooter = { oddHeader: `&L ${plain(head)}`, oddFooter: `&L ${plain(foot)}&R &P/&N` };
}
