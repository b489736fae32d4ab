import { Workbook } from 'exceljs';
import { type AppError } from '../../platform/errors';
import { readLedger } from './read-ledger';

const HEAD = ['户主姓名', '与户主关系', '姓名', '身份证号', '村(社区)', '出生日期'];

async function workbook(fill: (book: Workbook) => void): Promise<Buffer> {
  const book = new Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}
const codeOf = (error: AppError) => ({ ...error.details.fields?.[0] });
const refusal = async (bytes: Buffer, sheet?: string) =>
  codeOf(
    await readLedger(bytes, sheet).then(
      () => Promise.reject(new Error('taken')),
      (error: AppError) => error,
    ),
  );

describe('reading a ledger', () => {
  it('finds the headings below a title, and days, long numbers and rich texts as they are meant', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('台账');
      sheet.addRow(['某区低收入人口台账']);
      sheet.mergeCells('A1:F1');
      sheet.addRow(HEAD);
      sheet.addRow(['赵大年', '户主', '赵大年', 990101195001010020, '柳溪村', new Date('1950-01-01T00:00:00Z')]);
      sheet.addRow(['赵大年', '妻', { richText: [{ text: '钱' }, { text: '小妹' }] }, 'X & Y <1>', '', '1955.3.4']);
      sheet.addRow([]);
      sheet.addRow(['', '子', '赵_小']);
    });
    const read = await readLedger(bytes);
    expect({ ...read, rows: undefined }).toMatchObject({ sheet: '台账', headingRow: 2, headings: HEAD, formulas: 0 });
    expect(read.rows.map(({ line }) => line)).toEqual([3, 4, 6]);
    expect(read.rows[0]!.cells).toEqual(['赵大年', '户主', '赵大年', '990101195001010000', '柳溪村', '1950-01-01']);
    expect(read.rows[1]!.cells).toEqual(['赵大年', '妻', '钱小妹', 'X & Y <1>', '', '1955.3.4']);
  });

  it('takes the kept value of a formula and counts it', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('台账');
      sheet.addRow(HEAD);
      sheet.addRow(['甲', '户主', { formula: 'A2', result: '甲' }, '', '柳溪村', '']);
    });
    expect(await readLedger(bytes)).toMatchObject({
      formulas: 1,
      rows: [{ line: 2, cells: ['甲', '户主', '甲', '', '柳溪村', ''] }],
    });
  });

  it('refuses merged cells below the headings and names them', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('台账');
      sheet.addRow(HEAD);
      sheet.addRow(['甲', '户主', '甲', '', '柳溪村']);
      sheet.addRow(['', '子', '乙', '', '柳溪村']);
      sheet.mergeCells('A2:A3');
    });
    expect(await refusal(bytes)).toMatchObject({ field: 'file', code: 'ledger-merged', params: { places: 'A2:A3' } });
  });

  it('asks for the sheet where several fit, and refuses one that does not', async () => {
    const bytes = await workbook((book) => {
      for (const name of ['低保', '特困']) {
        const sheet = book.addWorksheet(name);
        sheet.addRow(HEAD);
        sheet.addRow([name, '户主', name, '', '柳溪村']);
      }
      book.addWorksheet('说明').addRow(['请看']);
    });
    expect(await refusal(bytes)).toMatchObject({ code: 'ledger-choose-sheet', params: { sheets: '低保 / 特困' } });
    expect(await refusal(bytes, '说明')).toMatchObject({ field: 'sheet', code: 'ledger-no-headings' });
    expect(await refusal(bytes, '没有')).toMatchObject({ field: 'sheet', code: 'ledger-choose-sheet' });
    expect((await readLedger(bytes, '特困')).rows[0]!.cells[0]).toBe('特困');
  });

  it('refuses macros, old and locked workbooks, strange sheets, and what is too much', async () => {
    const plain = await workbook((book) => book.addWorksheet('x').addRow(['a', 'b']));
    expect(await refusal(plain)).toMatchObject({ code: 'ledger-no-sheet', params: { sheets: 'x' } });
    // The directory names a part with macros in place of the theme: reading it is not needed to refuse it.
    const macros = Buffer.from(
      plain.toString('latin1').replaceAll('xl/theme/theme1.xml', 'xl/vbaProject.bin00'),
      'latin1',
    );
    expect(await refusal(macros)).toMatchObject({ code: 'ledger-macros' });
    expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toMatchObject({ code: 'ledger-old-format' });
    expect(await refusal(Buffer.from('PK no workbook'))).toMatchObject({ code: 'sheet-unreadable' });
    expect(await refusal(Buffer.alloc(10 * 1024 * 1024 + 1, 'x'))).toMatchObject({ code: 'ledger-too-large' });
    const csv = `${HEAD.join(',')}\n`;
    expect(await refusal(Buffer.from(csv))).toMatchObject({ code: 'ledger-empty' });
    expect(await refusal(Buffer.from(csv + '甲,户主,甲,,村,\n'.repeat(50_001)))).toMatchObject({
      code: 'ledger-too-many-rows',
    });
    expect((await readLedger(Buffer.from(csv + '甲,户主,甲,,村,\n'.repeat(50_000)))).rows).toHaveLength(50_000);
  });

  it('reads CSV in GBK', async () => {
    // "户主姓名,与户主关系,姓名,村" and one row of a head, in GBK bytes.
    const gbk =
      'bba7d6f7d0d5c3fb2cd3ebbba7d6f7b9d8cfb52cd0d5c3fb2cb4e50ad5d4b4f3c4ea2cbba7d6f72cd5d4b4f3c4ea2cc1f8cfaab4e50a';
    expect(await readLedger(Buffer.from(gbk, 'hex'))).toMatchObject({
      headings: ['户主姓名', '与户主关系', '姓名', '村'],
      rows: [{ line: 2, cells: ['赵大年', '户主', '赵大年', '柳溪村'] }],
    });
  });
});
