import type { OfferingIndex } from './offering-index';
import { PROVIDER, WIDTH, providerOf } from './record';
import { compareUuids } from './uuid-words';

/** What a need of some weight admits: records with their scores, in no order. */
export interface Options {
  weight: number;
  records: Int32Array;
  scores: Int32Array;
  count: number;
}

const NONE = -1;

/** One provider, or all who could serve one need alone: by need the place of the best option, or none. */
type Bidder = Int32Array;

/** Whether an option stands above another one in the list of a need. */
type IsAhead = (need: number, place: number, than: number) => boolean;

/**
 * By need the places of the options that the best plan can hold while no limit stands against it: of every set of needs the
 * options of that provider who serves it best, of equals the one who stands above the other in the list of the first need. A
 * plan in which another one serves just this set is worth less, or stands later among its equals.
 */
export function usable(index: OfferingIndex, options: readonly Options[]): number[][] {
  const isAhead: IsAhead = (need, place, than) => {
    const { records, scores } = options[need]!;
    if (scores[place] !== scores[than]) return scores[place]! > scores[than]!;
    return compareUuids(index.words, records[place]! * WIDTH, records[than]! * WIDTH) < 0;
  };
  const kept = options.map(() => new Set<number>());
  for (const [set, bidder] of bestBySet(options, biddersOf(index, options, isAhead), isAhead).entries())
    for (const [need, places] of kept.entries()) if (bidder && set & (1 << need)) places.add(bidder[need]!);
  return kept.map((places) => [...places]);
}

/** By set of needs the bidder who serves all of it best; nothing where nobody could. */
function bestBySet(
  options: readonly Options[],
  bidders: readonly Bidder[],
  isAhead: IsAhead,
): Array<Bidder | undefined> {
  const sets = 1 << options.length;
  const best = new Array<Bidder | undefined>(sets);
  const most = new Int32Array(sets);
  const value = new Int32Array(sets);
  for (const bidder of bidders) {
    for (let set = 1; set < sets; set += 1) {
      const first = 31 - Math.clz32(set & -set);
      const [place, rest] = [bidder[first]!, value[set & (set - 1)]!];
      const sum =
        place === NONE || rest === NONE ? NONE : rest + options[first]!.weight * options[first]!.scores[place]!;
      value[set] = sum;
      if (sum === NONE || sum < most[set]!) continue;
      const known = best[set];
      if (known && sum === most[set] && !isAhead(first, place, known[first]!)) continue;
      best[set] = bidder;
      most[set] = sum;
    }
  }
  return best;
}

function biddersOf({ servedBy, words }: OfferingIndex, options: readonly Options[], isAhead: IsAhead): Bidder[] {
  const own = (record: number): number => providerOf(words[record * WIDTH + PROVIDER]!);
  const each = (work: (record: number, need: number, place: number) => void): void => {
    for (const [need, { records, count }] of options.entries())
      for (let place = 0; place < count; place += 1) work(records[place]!, need, place);
  };
  each((record, need) => (servedBy[own(record)]! |= 1 << need));
  const nothing = (): Bidder => new Int32Array(options.length).fill(NONE);
  const alone = options.map(nothing);
  const shared = new Map<number, Bidder>();
  each((record, need, place) => {
    const served = servedBy[own(record)]!;
    let bidder = (served & (served - 1)) === 0 ? alone[need] : shared.get(own(record));
    if (!bidder) shared.set(own(record), (bidder = nothing()));
    const known = bidder[need]!;
    if (known === NONE || isAhead(need, place, known)) bidder[need] = place;
  });
  each((record) => (servedBy[own(record)] = 0));
  return [...alone, ...shared.values()];
}
