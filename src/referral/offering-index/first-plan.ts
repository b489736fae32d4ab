import { PROVIDER_COST, SERVED_BASE } from '../matching';
import type { OfferingIndex } from './offering-index';
import { PROVIDER, WIDTH, providerOf } from './record';
import { compareUuids } from './uuid-words';

/** What a need of some weight admits: records with their scores, in no order. */
export interface Options {
  weight: number;
  records: readonly number[];
  scores: readonly number[];
}

/** Stands for the place of a need that nobody serves. */
export const NONE = -1;

/** One provider, or all who could serve one need alone: by need the place of the best option, or none. */
type Bidder = Int32Array;

/** Whether an option stands above another one in the list of a need. */
type IsAhead = (need: number, place: number, than: number) => boolean;

/** By set of needs, as bits, who serves all of it best, and what that is worth after the cost of one provider. */
interface Served {
  best: ReadonlyArray<Bidder | undefined>;
  worth: Int32Array;
}

const firstOf = (set: number): number => 31 - Math.clz32(set & -set);

/**
 * The best joint plan while no limit of places, hours or money stands against it, of equals the earliest by the lists: by
 * need the place of its option. Every plan parts the needs among providers, and each part is served best by one of them: a table
 * over sets of needs finds the best parting, O(providers x 2^needs + 3^needs).
 */
export function firstPlan(index: OfferingIndex, options: readonly Options[]): number[] {
  const isAhead: IsAhead = (need, place, than) => {
    const { records, scores } = options[need]!;
    if (scores[place] !== scores[than]) return scores[place]! > scores[than]!;
    return compareUuids(index.words, records[place]! * WIDTH, records[than]! * WIDTH) < 0;
  };
  const served = servedBest(options, biddersOf(index, options, isAhead), isAhead);
  // To serve a need is worth more than a provider costs: only what nobody serves stays open, and out of the table.
  const all = options.reduce((set, { records }, need) => (records.length > 0 ? set | (1 << need) : set), 0);
  const parts = partings(served, all, options.length, isAhead);
  return options.map((_, need) => placeIn(served, parts, all, need));
}

function servedBest(options: readonly Options[], bidders: readonly Bidder[], isAhead: IsAhead): Served {
  const sets = 1 << options.length;
  const best = new Array<Bidder | undefined>(sets);
  const worth = new Int32Array(sets).fill(-PROVIDER_COST);
  const own = new Int32Array(sets).fill(-PROVIDER_COST);
  for (const bidder of bidders) {
    for (let set = 1; set < sets; set += 1) {
      const first = firstOf(set);
      const [place, rest] = [bidder[first]!, own[set & (set - 1)]!];
      const { weight, scores } = options[first]!;
      const serves = place !== NONE && rest !== NONE;
      const sum = serves ? rest + weight * (SERVED_BASE + scores[place]!) : NONE;
      own[set] = sum;
      if (sum === NONE || sum < worth[set]!) continue;
      const known = best[set];
      if (known && sum === worth[set] && !isAhead(first, place, known[first]!)) continue;
      best[set] = bidder;
      worth[set] = sum;
    }
  }
  return { best, worth };
}

/** By set of needs the part of it that holds its first need, in the best plan of the set. */
function partings(served: Served, all: number, needs: number, isAhead: IsAhead): Int32Array {
  const parts = new Int32Array(1 << needs);
  const most = new Int32Array(1 << needs);
  for (let set = 1; set < parts.length; set += 1) {
    if ((set & ~all) !== 0) continue;
    const first = set & -set;
    for (let others = set ^ first; ; others = (others - 1) & (set ^ first)) {
      const part = first | others;
      if (served.best[part]) {
        const sum = served.worth[part]! + most[set ^ part]!;
        const isBetter =
          parts[set] === 0 || sum > most[set]! || (sum === most[set] && isEarlier(served, parts, set, part, isAhead));
        if (isBetter) {
          parts[set] = part;
          most[set] = sum;
        }
      }
      if (others === 0) break;
    }
  }
  return parts;
}

/** Whether the plan of a set with another part gives one of its needs an earlier offering, and those before it the same. */
function isEarlier(served: Served, parts: Int32Array, set: number, part: number, isAhead: IsAhead): boolean {
  for (let left = set; left !== 0; left &= left - 1) {
    const need = firstOf(left);
    const now = placeIn(served, parts, set, need);
    const then = part & (1 << need) ? served.best[part]![need]! : placeIn(served, parts, set ^ part, need);
    if (now !== then) return isAhead(need, then, now);
  }
  return false;
}

/** The place of a need in the best plan of a set. */
function placeIn({ best }: Served, parts: Int32Array, set: number, need: number): number {
  for (let left = set; left !== 0; left ^= parts[left]!)
    if (parts[left]! & (1 << need)) return best[parts[left]!]![need]!;
  return NONE;
}

function biddersOf({ servedBy, words }: OfferingIndex, options: readonly Options[], isAhead: IsAhead): Bidder[] {
  const own = (record: number): number => providerOf(words[record * WIDTH + PROVIDER]!);
  const each = (work: (record: number, need: number, place: number) => void): void => {
    for (const [need, { records }] of options.entries())
      for (let place = 0; place < records.length; place += 1) work(records[place]!, need, place);
  };
  each((record, need) => (servedBy[own(record)]! |= 1 << need));
  const nothing = (): Bidder => new Int32Array(options.length).fill(NONE);
  const alone = options.map(nothing);
  const shared = new Map<number, Bidder>();
  each((record, need, place) => {
    const needs = servedBy[own(record)]!;
    let bidder = (needs & (needs - 1)) === 0 ? alone[need] : shared.get(own(record));
    if (!bidder) shared.set(own(record), (bidder = nothing()));
    const known = bidder[need]!;
    if (known === NONE || isAhead(need, place, known)) bidder[need] = place;
  });
  each((record) => (servedBy[own(record)] = 0));
  return [...alone, ...shared.values()];
}
