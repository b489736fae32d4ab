import { dayOfText, fenOfText, kindOfNumber, PersonReader } from './ledger-person';
import { plainWord } from './ledger-fields';
import { maskCell } from './mask-cell';

describe('cells of a ledger', () => {
  it.each([
    ['1956-03-04', '1956-03-04'],
    ['1956/3/4', '1956-03-04'],
    ['1956.3.4', '1956-03-04'],
    ['１９５６年3月4日', '1956-03-04'],
    ['19560304', '1956-03-04'],
    ['1956-02-30', null],
    ['1956年3月', null],
  ])('hold days: %s', (text, day) => expect(dayOfText(text)).toBe(day));

  it.each([
    ['300', 30_000],
    ['￥1,234.5元/月', 123_450],
    ['-12.30', -1230],
    ['0.1', 10],
    ['12.345', null],
    ['约300', null],
  ])('hold amounts in yuan: %s', (text, fen) => expect(fenOfText(text)).toBe(fen));

  it.each([
    ['990101195001010020', 'resident-id'],
    ['911124198108030024', 'foreigner-permit'],
    ['810000195001010020', 'hmt-permit'],
    ['ABC123456789012', 'foreigner-permit'],
  ])('hold papers: %s', (number, kind) => expect(kindOfNumber(number)).toBe(kind));

  it('compare words without blanks, brackets and width', () => {
    expect(plainWord(' 保障金额（元/月） ')).toBe('保障金额');
    expect(plainWord('Ｃ１')).toBe('c1');
  });

  it('show long numbers masked', () => {
    expect(maskCell('51012219520714002X')).toBe('510*************2X');
    expect(maskCell('3组12号 13800001234')).toBe('3组12号 138******34');
    expect(maskCell('300.50')).toBe('300.50');
  });

  it('refuse a birth in the future and one that is not the paper’s', () => {
    const reader = new PersonReader(['name', 'birthDate', 'identity'], {}, '2026-11-30', () => undefined);
    const codes = (...cells: string[]) => reader.read({ line: 1, cells }).problems.map(({ code }) => code);
    expect(codes('甲', '2027-01-01', '')).toContain('birth-date-in-future');
    expect(codes('甲', '1890-01-01', '')).toContain('birth-date-too-early');
    expect(codes('甲', '1951-01-01', '990101195001010020')).toContain('identity-number-check-digit');
  });
});
