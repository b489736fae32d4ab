import { Workbook, type Worksheet } from 'exceljs';
import type { Locale, Texts } from '../../platform/i18n';
import type { Taxonomy } from '../../reference/taxonomy';
import { offeringModes, offeringPayers } from '../../supply/offerings';
import { requiredColumns, sheetColumns } from './offering-columns';

const ROWS = 500;

/** The workbook that providers fill in: how to, the sheet to fill, and the dictionary of its choices. */
export async function offeringTemplate(texts: Texts, taxonomy: Taxonomy, locale: Locale): Promise<Buffer> {
  const t = (key: string): string => texts.t(locale, `imports.sheet.${key}`);
  const workbook = new Workbook();
  const guide = workbook.addWorksheet(t('sheets.guide'));
  guide.getColumn(1).width = 90;
  for (const line of ['fill', 'key', 'problems', 'capacity', 'again']) guide.addRow([t(`guide.${line}`)]);
  const fill = workbook.addWorksheet(t('sheets.fill'), { views: [{ state: 'frozen', ySplit: 1 }] });
  fill.addRow(sheetColumns.map((column) => t(`columns.${column}`)));
  fill.getRow(1).font = { bold: true };
  sheetColumns.forEach((column, index) => {
    fill.getColumn(index + 1).width = 18;
    fill.getColumn(index + 1).numFmt = '@';
    const required = requiredColumns.includes(column) ? ` ${t('required')}` : '';
    fill.getCell(1, index + 1).note = `${t(`hints.${column}`)}${required}`;
  });
  const dictionary = workbook.addWorksheet(t('sheets.dictionary'));
  const lists = [
    taxonomy.assignable().map(({ code }) => `${code} ${taxonomy.name(code, locale)}`),
    offeringModes.map((mode) => t(`modes.${mode}`)),
    offeringPayers.map((payer) => t(`payers.${payer}`)),
  ];
  const columns = ['code', 'mode', 'payer'] as const;
  columns.forEach((column, index) => {
    const words = lists[index] ?? [];
    dictionary.getColumn(index + 1).values = [t(`columns.${column}`), ...words];
    dictionary.getColumn(index + 1).width = 34;
    offer(
      fill,
      sheetColumns.indexOf(column) + 1,
      `'${dictionary.name}'!$${'ABC'[index]}$2:$${'ABC'[index]}$${words.length + 1}`,
    );
  });
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A drop-down list in every row of a column. */
function offer(sheet: Worksheet, column: number, source: string): void {
  for (let row = 2; row <= ROWS + 1; row += 1) {
    sheet.getCell(row, column).dataValidation = { type: 'list', allowBlank: true, formulae: [source] };
  }
}
