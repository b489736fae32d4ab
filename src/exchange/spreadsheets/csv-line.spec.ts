import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from './csv-line';

const cells = (line: string): string[] => (parse(line, { relax_column_count: true }) as string[][])[0] ?? [];

describe('a line for spreadsheet programs', () => {
  it.each(['=1+1', '+86 28', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =cmd|x', '＝1+1', '\u00a0=1'])(
    'makes a text of %j',
    (text) => expect(cells(csvLine([text]))).toEqual([`'${text}`]),
  );

  it('leaves other texts and numbers as they are, quotes and line breaks included', () => {
    expect(cells(csvLine(['a "b", c', 'x\ny', 12, null, '助餐']))).toEqual(['a "b", c', 'x\ny', '12', '', '助餐']);
  });

  it('never lets a cell begin as a formula, and loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), (texts) => {
        const read = cells(csvLine(texts));
        for (const [at, text] of texts.entries()) {
          expect(read[at]?.replace(/^'/, '')).toBe(text.replace(/^'/, ''));
          expect(read[at]).not.toMatch(/^\s*[=+\-@]/);
        }
      }),
      { seed: 3 },
    );
  });
});
