import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_POINTS } from '../matching';
import { gunzipSync } from 'node:zlib';
import { explained } from './explain-allocation';
import { bandOf, LEAST_TAKERS } from './price-bands';
import { lacking, lessUnasked } from './publication-limits';
import { solveStored } from './solve-stored';
import {
  admittedTo,
  packStored,
  type Settled,
  type StoredChoice,
  type StoredMarket,
  unpackStored,
} from './stored-market';

const OPEN: Settled = { pins: [], forbidden: [] };
const parts = { policy: 100 };
const choice = (need: number, offering: number, score: number, cost = 0) => ({
  ...{ need, offering, score, weight: 10_000 + score, cost, parts },
});
const offering = (id: string, capacity: number, purse: string | null = null) => ({
  ...{ id, provider: `of ${id}`, capacity, known: true, purse },
});

/** Six needs want the one place of A; the first may also have B, the last nothing. */
const STORED: StoredMarket = {
  households: [0, 1, 2, 3, 4, 5, 6],
  offerings: [offering('a', 1), offering('b', 2)],
  choices: [0, 1, 2, 3, 4, 5].map((need) => choice(need, 0, 800 - need)).concat(choice(0, 1, 420)),
  purses: [],
  floors: [],
  providerPenalty: 0,
};

describe('reasons of an allocation', () => {
  const round = (settled = OPEN, stored = STORED) =>
    solveStored({ content: packStored(stored), settled, incumbent: null }, () => undefined);

  it('say who got a place, at what price, and what it would have got else', () => {
    const { needs, offerings } = round();
    expect(needs.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['assigned', 'place-left'],
      ['assigned', 'place-won'],
      ...[2, 3, 4, 5].map(() => ['lost', 'outbid']),
      ['unmatchable', 'unmatchable'],
    ]);
    expect(needs[0]).toMatchObject({
      offering: 1,
      alternative: 0,
      alternativePoints: 800 - 420,
      score: 420,
      weight: 10_420,
    });
    expect(needs[0]).toMatchObject({ parts });
    expect(needs[1]).toMatchObject({ offering: 0, alternative: null, priceFrom: 10_000, priceTo: 20_000 });
    expect(needs[5]).toMatchObject({ offering: null, alternative: 0, priceFrom: 10_000, weight: 10_795 });
    expect(offerings).toMatchObject([
      { offering: 0, wanted: 6, taken: 1 },
      { offering: 1, wanted: 1, taken: 1, priceFrom: null },
    ]);
  });

  it('tell a person’s choice and a person’s refusal apart from what others took', () => {
    const settled = { pins: [{ need: 3, offering: 0 }], forbidden: [{ need: 2, offering: 0 }] };
    const { needs } = round(settled);
    expect([needs[3], needs[2], needs[1]].map((need) => need!.reason)).toEqual(['pinned', 'forbidden', 'outbid']);
  });

  it('say that money is what lacks where places are left', () => {
    const stored: StoredMarket = {
      ...STORED,
      households: [0, 1],
      offerings: [offering('a', 5, 'fund x')],
      choices: [choice(0, 0, 500, 600), choice(1, 0, 400, 600)],
      purses: [{ id: 'fund x', fen: 1000 }],
    };
    expect(round(OPEN, stored).needs.map(({ reason }) => reason)).toEqual(['place-left', 'no-money']);
  });

  it('know nothing of a need that holds an offering which is no choice of it', () => {
    const { needs } = explained(STORED, OPEN, [-1, -1, -1, -1, -1, 1, -1], [0, 0]);
    expect(needs[5]!.outcome).toBe('lost');
  });
});

describe('bands of prices', () => {
  it('hold every price, and say nothing where few want a place or there is none', () => {
    for (const price of [1, 4_999, 5_000, 41_200, 199_999, 9_999_999]) {
      const band = bandOf(price, LEAST_TAKERS)!;
      expect(band.from <= price && price < band.to).toBe(true);
    }
    expect(bandOf(0, 9)).toEqual({ from: 0, to: 0 });
    expect([bandOf(41_200, LEAST_TAKERS - 1), bandOf(-1, 9)]).toEqual([null, null]);
  });
});

describe('the parts of a score', () => {
  it.each(['zh-CN', 'en'])('have a name in %s, also that which only some districts weigh (I25)', (locale) => {
    const file = join(__dirname, '../../../templates/texts', locale, 'allocations.json');
    const { part } = JSON.parse(readFileSync(file, 'utf8')) as { part: Record<string, string> };
    expect(Object.keys(part).sort()).toEqual([...Object.keys(MOST_POINTS), 'exposure'].sort());
  });
});

describe('limits of a publication', () => {
  const offered = (left: number, leftFen: number) =>
    ({ id: 'a', capacity: { known: true, left }, payer: { kind: 'fund', id: 'x', open: true, leftFen } }) as never;

  it('count the drafts there are: they reserve nothing', () => {
    const after = (places: number, fen: number) => lessUnasked(offered(2, 1000), { places, fen });
    expect(lacking(after(0, 0), 600, true)).toBeNull();
    expect(lacking(after(1, 600), 600, true)).toBe('no-money');
    expect(lacking(after(1, 600), 400, true)).toBeNull();
    expect(lacking(after(2, 0), 0, true)).toBe('no-place');
    expect(lacking(after(1, 600), 2000, false)).toBeNull();
    expect(after(3, 2000)).toMatchObject({ capacity: { left: 0 }, payer: { leftFen: 0 } });
  });

  it('count the units that a contract still buys, of an offering that never said how many places it has (R73)', () => {
    const payer = { kind: 'contract', id: 'x', open: true, leftFen: 1000, leftUnits: 2 };
    const bought = { id: 'a', capacity: { known: false }, payer } as never;
    const after = (places: number) => lacking(lessUnasked(bought, { places, fen: 0 }), 10, true);
    expect([after(0), after(1), after(2)]).toEqual([null, null, 'no-place']);
  });
});

describe('a stored market', () => {
  it('is read as it was written, and names a part once', () => {
    const choices: StoredChoice[] = [
      { need: 0, offering: 0, weight: 5, score: 3, cost: 7, parts: { wait: 0, distance: 3 } },
      { need: 1, offering: 0, weight: 4, score: 2, cost: 0, parts: { distance: 2 } },
    ];
    const stored: StoredMarket = { ...STORED, unseen: 2, choices };
    expect(unpackStored(packStored(stored))).toEqual(stored);
    expect(
      gunzipSync(packStored(stored))
        .toString('utf8')
        .match(/distance/g),
    ).toHaveLength(1);
  });

  it('tells what is admitted to one need without reading the others', () => {
    const many: StoredMarket = {
      ...STORED,
      households: Array.from({ length: 130 }, (_, need) => need),
      offerings: Array.from({ length: 140 }, (_, place) => offering(`o${place}`, 1 + place)),
      // Needs whose places begin alike, and one that has nothing.
      choices: [0, 1, 12, 120, 129].flatMap((need) =>
        Array.from({ length: 1 + (need % 7) }, (_, one) => choice(need, (need + 13 * one) % 140, one)),
      ),
    };
    const { offerings, choices, households } = unpackStored(packStored(many));
    for (const need of households) {
      const admitted = choices.filter((one) => one.need === need).map((one) => one.offering);
      expect(admittedTo(packStored(many), need)).toEqual({ offerings, admitted: new Set(admitted) });
    }
    expect(admittedTo(packStored({ ...many, choices: [] }), 1).admitted.size).toBe(0);
  });
});
