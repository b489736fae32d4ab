import fc from 'fast-check';
import { LEDGER_HEADINGS, type MadeRow, madeLedger } from '../../../test/factories/ledger.factory';
import { contentOf, gatherHouseholds } from './gather-households';
import { guessColumns } from './guess-columns';
import { PersonReader } from './ledger-person';
import type { LedgerRow } from './read-ledger';

const TODAY = '2026-11-30';
const columns = guessColumns(LEDGER_HEADINGS);
const placeOf = (region: string) =>
  region === '' ? { problem: 'ledger-region-unknown', params: {} } : { code: region };
const rowsOf = (made: ReadonlyArray<Record<string, string | number>>): LedgerRow[] =>
  made.map((row, at) => ({ line: at + 2, cells: LEDGER_HEADINGS.map((heading) => String(row[heading] ?? '')) }));
const gather = (rows: readonly LedgerRow[]) => {
  const reader = new PersonReader(columns, {}, TODAY, () => undefined);
  return gatherHouseholds(
    rows.map((row) => reader.read(row)),
    placeOf,
  );
};
const codes = (made: ReadonlyArray<Record<string, string | number>>) =>
  gather(rowsOf(made)).flatMap(({ problems }) =>
    problems.map(({ line, code, refused }) => `${line} ${code} ${refused}`),
  );
const firsts = (people: number): MadeRow[] => madeLedger(1, people, 3).map((row) => ({ ...row, 救助类型: '' }));

describe('households of a ledger', () => {
  it('are the same in any order of the rows', () => {
    const rows = rowsOf(madeLedger(40, 70, 7));
    // A second head and a twin, so that refusals are among them.
    rows.push({ line: 900, cells: [...rows[0]!.cells] }, { line: 901, cells: [...rows[3]!.cells] });
    const told = (order: readonly LedgerRow[]) =>
      gather(order)
        .map((household) => `${household.refused} ${contentOf(household)}`)
        .sort();
    const expected = told(rows);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (order) => {
        expect(told(order)).toEqual(expected);
      }),
      { numRuns: 50, seed: 5 },
    );
  });

  it('of a generated ledger are all sound, each with one head', () => {
    const households = gather(rowsOf(madeLedger(611, 865)));
    expect(households).toHaveLength(611);
    expect(households.flatMap(({ people }) => people)).toHaveLength(865);
    expect(households.filter(({ refused }) => refused)).toEqual([]);
  });

  it('wait whole for one row that is wrong', () => {
    const [head, wife] = firsts(2);
    expect(codes([head!, { ...wife!, 身份证号: String(wife!['身份证号']).replace(/.$/, 'Z') }])).toEqual([
      '3 identity-number-format true',
      '2 ledger-household-waits true',
    ]);
    expect(codes([head!, { ...wife!, 与户主关系: '户主' }])).toEqual([
      '2 ledger-two-heads true',
      '3 ledger-household-waits true',
    ]);
    expect(codes([wife!])).toEqual(['2 ledger-no-head true']);
  });

  it('say what is wrong: digit, future, twin, 400 members, negative money, village', () => {
    const [head] = firsts(1);
    const number = String(head!['身份证号']);
    const wrong = number.slice(0, 17) + (number.endsWith('1') ? '2' : '1');
    const both = { 身份证号: wrong, 户主身份证号: wrong };
    expect(codes([{ ...head!, ...both }])).toEqual(['2 identity-number-check-digit true']);
    expect(codes([head!, head!])).toContain('3 ledger-twice-in-file true');
    expect(codes([{ ...head!, '保障金额（元/月）': -5 }])).toEqual(['2 ledger-amount-negative true']);
    expect(codes([{ ...head!, '保障金额（元/月）': '约三百' }])).toEqual(['2 ledger-amount-left-out false']);
    expect(codes([{ ...head!, '村（社区）': '' }])).toEqual(['2 ledger-region-missing true']);
    expect(codes([{ ...head!, 救助类型: '八一慰问' }])).toEqual(['2 ledger-word-unknown false']);
    expect(codes([{ ...head!, 身份证号: '' }])).toEqual(['2 ledger-no-identity false']);
    expect(codes(firsts(400))).toContain('2 ledger-too-many-people true');
  });
});
