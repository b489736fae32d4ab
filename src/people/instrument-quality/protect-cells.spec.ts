import * as fc from 'fast-check';
import { type Cells, knownOf, protectRow, shownParts } from './protect-cells';

const plain = (count: number) => count === 0 || count >= 10;
const cells = fc.record({ a: fc.nat(30), b: fc.nat(30), c: fc.nat(30), d: fc.nat(3) });

describe('small cells (domain F)', () => {
  it.each([
    [
      { a: 40, b: 0, c: 12 },
      { a: 40, b: 0, c: 12 },
    ],
    // One small cell would follow from the total: the smallest of the others goes with it.
    [
      { a: 40, b: 3, c: 12 },
      { a: 40, b: null, c: null },
    ],
    // Two small ones of seven people together still say too much.
    [
      { a: 40, b: 3, c: 4 },
      { a: null, b: null, c: null },
    ],
    [
      { a: 40, b: 6, c: 4 },
      { a: 40, b: null, c: null },
    ],
    [
      { a: 9, b: 0 },
      { a: null, b: null },
    ],
  ])('%j is shown as %j', (row, shown) => {
    expect(protectRow(row)).toEqual(shown);
  });

  it('are never shown, and what is hidden is at least two cells of ten people', () => {
    fc.assert(
      fc.property(cells, (row) => {
        const shown = protectRow(row);
        const hidden = Object.keys(row).filter((key) => shown[key] === null);
        for (const count of Object.values(shown)) expect(count === null || plain(count)).toBe(true);
        if (hidden.length === 0 || hidden.length === Object.keys(row).length) return;
        expect(hidden.length).toBeGreaterThan(1);
        expect(hidden.reduce((sum, key) => sum + row[key as keyof typeof row], 0)).toBeGreaterThanOrEqual(10);
      }),
    );
  });

  it('cannot be worked out by taking any of the parts from the whole', () => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 6 }), fc.array(fc.boolean()), (parts, taken) => {
        const add = (one: Cells, other: Cells) =>
          Object.fromEntries(Object.keys(one).map((key) => [key, one[key]! + other[key]!]));
        const whole = parts.reduce<Cells>(add, { a: 0, b: 0, c: 0, d: 0 });
        const shown = shownParts(whole, new Map(parts.map((part, at) => [at, part])));
        const some = [...shown].filter((key) => taken[key] !== false);
        if (some.length === 0) return;
        const sum = some.reduce<Cells>((all, key) => add(all, parts[key]!), { a: 0, b: 0, c: 0, d: 0 });
        const known = knownOf(whole);
        for (const key of Object.keys(sum)) expect(plain(sum[key]!)).toBe(true);
        known(sum).forEach((count, at) => expect(plain(known(whole)[at]! - count)).toBe(true));
      }),
    );
  });

  it('leave a township that has none of a cell hidden in the whole', () => {
    const parts = new Map([
      [1, { a: 20, b: 0 }],
      [2, { a: 10, b: 4 }],
    ]);
    expect([...shownParts({ a: 30, b: 4 }, parts)]).toEqual([1]);
    // Where the rest has seven people, the sum of what is hidden tells of them.
    expect([...shownParts({ a: 23, b: 4 }, parts)]).toEqual([]);
  });

  it('leave the larger township, and out the one whose rest would be small', () => {
    const parts = new Map([
      [1, { people: 30 }],
      [2, { people: 15 }],
      [3, { people: 4 }],
    ]);
    expect([...shownParts({ people: 49 }, parts)]).toEqual([1]);
    expect([...shownParts({ people: 60 }, parts)]).toEqual([1, 2]);
  });
});
