import { gunzipSync, gzipSync } from 'node:zlib';
import type { MarketFloor, MarketInput } from './market';

/** An offering of a stored market; offerings are nobody's secret and keep their ids. */
export interface StoredOffering {
  id: string;
  provider: string;
  capacity: number;
  /** False: nobody has said how many places there are. */
  known: boolean;
  purse: string | null;
}

/** One admitted choice: places of need and offering, points, fen, and the points of the score by part. */
export interface StoredChoice {
  need: number;
  offering: number;
  weight: number;
  score: number;
  cost: number;
  parts: Readonly<Record<string, number>>;
}

/**
 * A market as it is kept between rounds: needs and households are places in a list, so that it tells of nobody. Whose place
 * it is stands in the rows of the allocation alone.
 */
export interface StoredMarket {
  /** By need, in the order of their places: place of the household. */
  households: readonly number[];
  offerings: readonly StoredOffering[];
  choices: readonly StoredChoice[];
  purses: ReadonlyArray<{ id: string; fen: number }>;
  /** Needs by place. */
  floors: ReadonlyArray<{ id: string; needs: readonly number[]; atLeast: number }>;
  providerPenalty: number;
  /** Needs that waited out of reach of whoever ordered it. */
  unseen?: number;
}

/** What people have settled, by place. */
export interface Settled {
  pins: ReadonlyArray<{ need: number; offering: number }>;
  forbidden: ReadonlyArray<{ need: number; offering: number }>;
  /** Needs that no longer wait, by place: erased, served or asked for meanwhile. They hold nothing and are told nothing of. */
  gone?: readonly number[];
}

const DIGITS = 7;
const idOf = (kind: 'h' | 'n' | 'o', place: number): string => `${kind}${String(place).padStart(DIGITS, '0')}`;

/** Place of a need or an offering in a market made from a stored one. */
export const placeOf = (id: string): number => Number(id.slice(1));

/** Most choices of a market: what a worker holds in memory at once, and far below the longest text there is. */
export const MOST_CHOICES = 2_000_000;

/** As it is written: a choice is a row of figures, and names of parts stand once. */
interface WrittenMarket extends Omit<StoredMarket, 'choices'> {
  parts: readonly string[];
  /** Need, offering, weight, score, cost, then points by part; null where a choice has no such part. */
  rows: ReadonlyArray<ReadonlyArray<number | null>>;
}

export function packStored({ choices, ...market }: StoredMarket): Buffer {
  const named = new Set<string>();
  for (const choice of choices) for (const part of Object.keys(choice.parts)) named.add(part);
  const parts = [...named];
  const rows = choices.map(({ need, offering, weight, score, cost, parts: points }) => [
    ...[need, offering, weight, score, cost],
    ...parts.map((part) => points[part] ?? null),
  ]);
  return gzipSync(JSON.stringify({ ...market, parts, rows } satisfies WrittenMarket));
}

export function unpackStored(content: Uint8Array): StoredMarket {
  const { parts, rows, ...market } = JSON.parse(gunzipSync(content).toString('utf8')) as WrittenMarket;
  const choices = rows.map(([need, offering, weight, score, cost, ...points]): StoredChoice => ({
    ...{ need: need!, offering: offering!, weight: weight!, score: score!, cost: cost! },
    parts: Object.fromEntries(parts.flatMap((part, at) => (points[at] === null ? [] : [[part, points[at]!]]))),
  }));
  return { ...market, choices };
}

const ROWS = '"rows":[';

/**
 * The offerings of a stored market and the places of those that are admitted to one need. The choices of all others are not
 * read: they are nearly all of a market, and whoever asks for one need waits for them in vain.
 */
export function admittedTo(
  content: Uint8Array,
  need: number,
): { offerings: readonly StoredOffering[]; admitted: ReadonlySet<number> } {
  const text = gunzipSync(content);
  // The last of what is written, and no row holds another list: a bracket begins a row, a need ends with the first comma.
  const rowsAt = text.indexOf(ROWS);
  const { offerings } = JSON.parse(`${text.toString('utf8', 0, rowsAt)}${ROWS}]}`) as WrittenMarket;
  const admitted = new Set<number>();
  const begin = `[${need},`;
  for (let at = text.indexOf(begin, rowsAt); at >= 0; at = text.indexOf(begin, at + 1))
    admitted.add(Number.parseInt(text.toString('latin1', at + begin.length, at + begin.length + DIGITS), 10));
  return { offerings, admitted };
}

/** The market to be solved: what people have settled stands, and what they have forbidden is no choice. */
export function marketOf(stored: StoredMarket, { pins, forbidden, gone }: Settled): MarketInput {
  const left = new Set(gone);
  const out = new Set(forbidden.map(({ need, offering }) => `${need} ${offering}`));
  const pinned = new Map(
    pins.flatMap(({ need, offering }) => (left.has(need) ? [] : [[need, idOf('o', offering)] as const])),
  );
  return {
    needs: stored.households.map((household, need) => ({
      ...{ id: idOf('n', need), household: idOf('h', household), pinned: pinned.get(need) ?? null },
    })),
    offerings: stored.offerings.map(({ provider, capacity, purse }, place) => ({
      ...{ id: idOf('o', place), provider, capacity, budget: purse },
    })),
    edges: stored.choices.flatMap(({ need, offering, weight, cost }) =>
      left.has(need) || out.has(`${need} ${offering}`)
        ? []
        : [{ need: idOf('n', need), offering: idOf('o', offering), weight, size: 1, cost }],
    ),
    budgets: [...stored.purses],
    floors: stored.floors.map(({ id, needs, atLeast }): MarketFloor => ({
      ...{ id, atLeast, needs: needs.map((need) => idOf('n', need)) },
    })),
    providerPenalty: stored.providerPenalty,
  };
}

/** Offering by need of an earlier round, as the solver asks for it. */
export const incumbentOf = (held: readonly number[]): Map<string, string> =>
  new Map(held.flatMap((offering, need) => (offering < 0 ? [] : [[idOf('n', need), idOf('o', offering)] as const])));
