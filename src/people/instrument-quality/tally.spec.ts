import { answersOf, plainScale } from '../../../test/factories/scales.factory';
import { addForm, emptyTally } from './tally';

const words = { zh: '题', en: 'Question', options: 'five' };

describe('a tally', () => {
  it('turns reversed answers, and tells what was not asked from what was not answered', () => {
    const scale = plainScale(1, [
      { id: 'turned', ...words, reverse: true },
      { id: 'hanging', ...words, askIf: { item: 'q-a', atLeast: 2 } },
      { id: 'aside', ...words, scored: false },
    ]);
    const tally = emptyTally(scale);
    addForm(tally, scale, answersOf(scale, [1, 4, 3, null]), null);
    addForm(tally, scale, answersOf(scale, [2, 1, 3, 2]), null);
    expect(tally.states).toMatchObject({ whole: 1, partly: 1 });
    expect(tally.items).toMatchObject({
      'q-a': { 1: 1, 2: 1, missing: 0, skipped: 0 },
      turned: { 0: 1, 3: 1 },
      hanging: { 3: 1, skipped: 1 },
      aside: { 2: 1, missing: 1, skipped: 0 },
    });
    // One whole row: 2 + 3 + 3; a question that does not count is no part of it.
    expect(tally.rows).toMatchObject({ rows: 1, total: 8, totalSquares: 64, sum: { 'q-a': 2, turned: 3, hanging: 3 } });
  });

  it('has a cell for every answer that could be given, and each person in one of them', () => {
    const scale = plainScale(2);
    const tally = emptyTally(scale);
    addForm(tally, scale, { 'q-a': 4 }, null);
    expect(Object.keys(tally.items['q-a']!)).toEqual(['0', '1', '2', '3', '4', 'missing', 'skipped']);
    for (const cells of Object.values(tally.items)) expect(Object.values(cells).reduce((a, b) => a + b)).toBe(1);
    expect([tally.states.incomplete, tally.ends.unscored, tally.rows.rows]).toEqual([1, 1, 0]);
  });
});
