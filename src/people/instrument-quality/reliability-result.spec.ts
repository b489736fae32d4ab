import { answersOf, plainScale } from '../../../test/factories/scales.factory';
import { compareStudies } from './compare-studies';
import { reliabilityResult } from './reliability-result';
import { addForm, emptyTally } from './tally';

const scale = plainScale(2);
const ROWS = [
  [0, 0],
  [1, 2],
  [2, 1],
];
const tallyOf = (people: number) => {
  const tally = emptyTally(scale);
  for (let at = 0; at < people; at += 1) addForm(tally, scale, answersOf(scale, ROWS[at % 3]!), null);
  return tally;
};

describe('a result', () => {
  it('has the district and each township of ten', () => {
    const { groups } = reliabilityResult(
      scale,
      new Map([
        [7, tallyOf(60)],
        [8, tallyOf(33)],
      ]),
    );
    expect(groups.map(({ townshipId, people, alpha }) => [townshipId, people, alpha])).toEqual([
      [null, 93, 0.667],
      [7, 60, 0.667],
      [8, 33, 0.667],
    ]);
    expect(groups[2]!.items[0]!.cells).toEqual({ 0: 11, 1: 11, 2: 11, 3: 0, 4: 0, missing: 0, skipped: 0 });
    expect(groups[1]!.ends).toEqual({ floor: 20, between: 40, ceiling: 0, unscored: 0 });
  });

  it('names no township whose people would follow from the rest', () => {
    const { groups } = reliabilityResult(
      scale,
      new Map([
        [7, tallyOf(60)],
        [8, tallyOf(9)],
      ]),
    );
    expect(groups.map(({ townshipId }) => townshipId)).toEqual([null]);
  });

  it('says of a township how its answers lie only where each cell has ten', () => {
    const { groups } = reliabilityResult(
      scale,
      new Map([
        [7, tallyOf(60)],
        [8, tallyOf(12)],
      ]),
    );
    const small = groups[2]!;
    expect([small.people, small.alpha, small.gap, small.spread !== null]).toEqual([12, null, 'too-few', true]);
    expect(small.items.map(({ cells }) => cells)).toEqual([null, null]);
  });

  it('is empty for fewer than ten people', () => {
    expect(reliabilityResult(scale, new Map([[7, tallyOf(9)]]))).toEqual({ groups: [] });
  });

  it('is compared place by place, with differences where both have a figure', () => {
    const before = reliabilityResult(
      scale,
      new Map([
        [7, tallyOf(60)],
        [8, tallyOf(12)],
      ]),
    );
    const after = reliabilityResult(scale, new Map([[7, tallyOf(90)]]));
    const compared = compareStudies(before, after);
    expect(compared.map(({ townshipId, people, alpha }) => [townshipId, people.difference, alpha.difference])).toEqual([
      [null, 18, 0],
      [7, 30, 0],
    ]);
    expect(compared[0]!.items[0]).toEqual({ id: 'q-a', restCorrelation: { before: 0.5, after: 0.5, difference: 0 } });
    expect(compareStudies(before, { groups: [] })).toEqual([]);
  });
});
