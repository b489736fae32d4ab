import { plainScale } from '../../../test/factories/scales.factory';
import { agreementOf, timeTakenOf } from './circumstances';
import { addCircumstances, emptyTally, mergeTallies } from './tally';

describe('the agreement of two assessors', () => {
  it('is kappa with quadratic weights over the levels of ten pairs and more', () => {
    // 12 pairs; squared differences found: 3. Of each first with each second (levels 0, 1, 2, 3):
    // firsts 4, 4, 2, 2 and seconds 4, 3, 3, 2 come to 4·(3·1+3·4+2·9) + 4·(4·1+3·1+2·4) + 2·(4·4+3·1+2·1) + 2·(4·9+3·4+3·1)
    // = 4·33 + 4·15 + 2·21 + 2·51 = 336. Kappa = 1 − 3 · 12 / 336 = 0.8928…
    const ratings = { '0/0': 3, '0/1': 1, '1/1': 2, '1/2': 1, '2/2': 2, '3/3': 2, '1/0': 0 };
    expect(agreementOf({ ratings: { ...ratings, '1/0': 1 } })).toEqual({ pairs: 12, kappa: 0.893 });
  });

  it('is not told of nine pairs, and nothing is said where all came to the same', () => {
    expect(agreementOf({ ratings: { '0/0': 5, '1/1': 4 } })).toBeNull();
    expect(agreementOf({ ratings: { '2/2': 10 } })).toEqual({ pairs: 10, kappa: null });
    expect(agreementOf({ ratings: { '0/0': 5, '3/3': 5 } })).toEqual({ pairs: 10, kappa: 1 });
    // Each the contrary of the other.
    expect(agreementOf({ ratings: { '0/3': 5, '3/0': 5 } })).toEqual({ pairs: 10, kappa: -1 });
  });
});

describe('the time taken', () => {
  it('has its median and quartiles, whatever the order', () => {
    // 10 forms: 60, 70, … 150. Places 2.25, 4.5 and 6.75.
    const seconds = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [60 + 10 * at, 1]));
    expect(timeTakenOf({ seconds })).toEqual({ forms: 10, lower: 83, median: 105, upper: 128 });
    expect(timeTakenOf({ seconds: { 900: 1, 90: 10 } })).toEqual({ forms: 11, lower: 90, median: 90, upper: 90 });
    expect(timeTakenOf({ seconds: { 90: 9 } })).toBeNull();
  });
});

describe('what is known beside the answers', () => {
  const scale = plainScale(2);
  const all = (value: number) => ({ 'q-a': value, 'q-b': value });

  it('is added up by level and by second; what has no level is no pair, what nobody timed no time', () => {
    const [one, other] = [emptyTally(scale), emptyTally(scale)];
    addCircumstances(one, scale, { seconds: 90, ageYears: null, pair: { first: all(0), second: all(4) } });
    addCircumstances(one, scale, { seconds: null, ageYears: null, pair: { first: all(0), second: {} } });
    addCircumstances(other, scale, { seconds: 90, ageYears: null, pair: null });
    addCircumstances(other, scale, { seconds: 91, ageYears: null, pair: { first: all(0), second: all(4) } });
    const both = mergeTallies(one, other);
    expect(both).toMatchObject({ ratings: { '0/3': 2 }, seconds: { 90: 2, 91: 1 } });
    expect(mergeTallies(other, one)).toEqual(both);
  });
});
