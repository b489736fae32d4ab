import { randomUUID } from 'node:crypto';
import { draw, freshSeed, sampleSize } from './draw';

const ids = Array.from({ length: 80 }, () => randomUUID());

describe('drawing a sample', () => {
  it('gives the same sample for the same seed, in whatever order the referrals come', () => {
    const sample = draw(ids, 'spring-2027', 30);
    expect(draw([...ids].reverse(), 'spring-2027', 30)).toEqual(sample);
    expect(new Set(sample).size).toBe(30);
  });

  it('gives another sample for another seed', () => {
    expect(draw(ids, 'a', 30)).not.toEqual(draw(ids, 'b', 30));
    expect(freshSeed()).not.toBe(freshSeed());
  });

  it('grows without changing: a larger sample begins with the smaller one', () => {
    expect(draw(ids, 'x', 40).slice(0, 10)).toEqual(draw(ids, 'x', 10));
  });

  it('takes a tenth, at least thirty, at most all', () => {
    expect(sampleSize(1000, 10, 30)).toBe(100);
    expect(sampleSize(1001, 10, 30)).toBe(101);
    expect(sampleSize(120, 10, 30)).toBe(30);
    expect(sampleSize(7, 10, 30)).toBe(7);
    expect(sampleSize(0, 10, 30)).toBe(0);
  });
});
