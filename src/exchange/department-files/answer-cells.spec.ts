import { Policies } from '../../reference/policies';
import { answerOf, dayOf, fenOf } from './answer-cells';

const TODAY = '2026-11-30';
const { words } = new Policies().pack('base').rules.checks.files;

describe('what a department has written into a row (R93)', () => {
  it('is read in the words that offices use', () => {
    expect(
      answerOf({ held: '有', things: '2', amount: '12,345.60', period: '余额', asOf: '2026年11月3日' }, words, TODAY),
    ).toEqual({
      answer: { held: true, things: 2, amountFen: 1_234_560, period: 'once', asOf: '2026-11-03' },
    });
    expect(answerOf({ held: ' No ', asOf: '2026/11/30' }, words, TODAY)).toEqual({
      answer: { held: false, asOf: '2026-11-30' },
    });
    expect(answerOf({ held: '无', amount: '0', period: '月', asOf: '20261101' }, words, TODAY)).toEqual({
      answer: { held: false, amountFen: 0, period: 'month', asOf: '2026-11-01' },
    });
  });

  it('says nothing where its columns are empty', () => {
    expect(answerOf({ name: '王某', line: '0001AC', held: ' ' }, words, TODAY)).toEqual({ unanswered: true });
  });

  it.each([
    [{ held: '也许', asOf: TODAY }, ['answer-held']],
    [{ amount: '5', period: '年', asOf: TODAY }, ['answer-held-missing']],
    [{ held: '有' }, ['answer-day-missing']],
    [{ held: '有', asOf: '2026-02-30' }, ['answer-day']],
    [{ held: '有', asOf: '2026-12-01' }, ['answer-day-future']],
    [{ held: '有', amount: '1万', period: '年', asOf: TODAY }, ['answer-amount']],
    [{ held: '有', amount: '-5', period: '年', asOf: TODAY }, ['answer-amount']],
    [{ held: '有', amount: '100', asOf: TODAY }, ['answer-period-missing']],
    [{ held: '有', period: '年', asOf: TODAY }, ['answer-amount-missing']],
    [{ held: '有', things: '两', asOf: TODAY }, ['answer-things']],
    [{ held: '无', amount: '100', period: '年', asOf: TODAY }, ['answer-contradicts']],
  ])('is refused with its reason: %j', (cells, problems) => {
    expect(answerOf(cells, words, TODAY)).toEqual({ problems });
  });

  it('keeps sums whole to the fen', () => {
    expect(['0.1', '1,000', '¥20.00', '35元', '999999999.99'].map((typed) => fenOf(typed, words.yuan))).toEqual([
      10, 100_000, 2_000, 3_500, 99_999_999_999,
    ]);
    expect(['', '1.234', '1,00', 'x', '1e5'].map((typed) => fenOf(typed, words.yuan))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('reads days and no other numbers', () => {
    expect(['2026-1-2', '2026.11.03', '2026-11-03 00:00:00'].map(dayOf)).toEqual([
      '2026-01-02',
      '2026-11-03',
      '2026-11-03',
    ]);
    expect(['46000', '11/3/2026', '2026-13-01'].map(dayOf)).toEqual([null, null, null]);
  });
});
