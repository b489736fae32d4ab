import type { CandidateOffering } from '../matching';
import type { Packing } from './packing';
import type { Placement } from './placement';
import { type PostingLists, postingLists } from './posting-lists';
import { TERMS, WIDTH, keptPointsOf } from './record';

/** Numbers that are added one by one. */
class Growing {
  private held = new Int32Array(1 << 12);
  length = 0;

  /** Room for `more` numbers; where they begin. */
  reserve(more: number): number {
    if (this.length + more > this.held.length) {
      const larger = new Int32Array(Math.max(this.length + more, Math.ceil(this.held.length * 1.5)));
      larger.set(this.held);
      this.held = larger;
    }
    const at = this.length;
    this.length += more;
    return at;
  }

  push(...values: number[]): void {
    const at = this.reserve(values.length);
    this.held.set(values, at);
  }

  get values(): Int32Array {
    return this.held.subarray(0, this.length);
  }

  get room(): Int32Array {
    return this.held;
  }
}

/** What a fresh index is made of. */
export interface Staged {
  /** With room for later records behind the `count` first. */
  words: Int32Array;
  count: number;
  /** By the first code and area of each offering: the records lie in this order. */
  base: PostingLists;
  /** By further codes and areas. */
  further: PostingLists;
}

/** Collects offerings in any order; `staged` lays them out list by list, the most points first. */
export class Staging {
  private readonly words = new Growing();
  /** The first list of each record. */
  private readonly firstLists = new Growing();
  /** Pairs of a further list and its record. */
  private readonly further = new Growing();

  constructor(
    private readonly packing: Packing,
    private readonly placement: Placement,
  ) {}

  add(offering: CandidateOffering): void {
    const lists = this.placement.listsOf(offering);
    const [first, ...others] = lists;
    if (first === undefined) return;
    const record = this.firstLists.length;
    const at = this.words.reserve(WIDTH);
    this.packing.pack(offering, lists.length, this.words.room, at);
    this.firstLists.push(first);
    for (const list of others) this.further.push(list, record);
  }

  /** The layout, with room for `spare` records to come. */
  staged(spare: number): Staged {
    const [lists, words, count] = [this.firstLists.values, this.words.values, this.firstLists.length];
    const points = (record: number): number => keptPointsOf(words[record * WIDTH + TERMS]!);
    const order = Uint32Array.from({ length: count }, (_, record) => record);
    order.sort((a, b) => lists[a]! - lists[b]! || points(b) - points(a) || a - b);
    const placed = new Int32Array(count);
    const sorted = new Int32Array(new SharedArrayBuffer(4 * WIDTH * (count + spare)));
    const sortedLists = new Int32Array(count);
    for (let place = 0; place < count; place += 1) {
      const record = order[place]!;
      placed[record] = place;
      sortedLists[place] = lists[record]!;
      sorted.set(words.subarray(record * WIDTH, (record + 1) * WIDTH), place * WIDTH);
    }
    return { words: sorted, count, base: postingLists(sortedLists, null), further: this.furtherLists(placed, points) };
  }

  private furtherLists(placed: Int32Array, points: (record: number) => number): PostingLists {
    const pairs = this.further.values;
    const order = Uint32Array.from({ length: pairs.length / 2 }, (_, pair) => pair);
    const list = (pair: number): number => pairs[2 * pair]!;
    const record = (pair: number): number => pairs[2 * pair + 1]!;
    order.sort((a, b) => list(a) - list(b) || points(record(b)) - points(record(a)) || a - b);
    const records = new Int32Array(new SharedArrayBuffer(4 * order.length));
    const lists = new Int32Array(order.length);
    for (const [place, pair] of order.entries()) {
      records[place] = placed[record(pair)]!;
      lists[place] = list(pair);
    }
    return postingLists(lists, records);
  }
}
