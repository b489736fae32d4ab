import type { Market } from './market';
import { roomAfterPins } from './pins';

/** What an auction ends with: prices for a place or an hour, and the edge that each need holds, -1 for none. */
export interface Auctioned {
  prices: Int32Array;
  held: Int32Array;
}

/** Bids of all offerings: a heap each, the lowest bid on top; of equal bids the later need goes first. */
class Bids {
  private readonly start: Int32Array;
  private readonly count: Int32Array;
  private readonly needs: Int32Array;
  readonly bid: Int32Array;

  constructor({ offering, needIds }: Market, capacity: Int32Array) {
    const asked = new Int32Array(capacity.length);
    for (const one of offering) asked[one]! += 1;
    this.start = new Int32Array(capacity.length + 1);
    // One more than it holds: a bid comes in before another goes.
    for (let one = 0; one < capacity.length; one += 1)
      this.start[one + 1] = this.start[one]! + Math.min(capacity[one]!, asked[one]!) + 1;
    this.count = new Int32Array(capacity.length);
    this.needs = new Int32Array(this.start[capacity.length]!);
    this.bid = new Int32Array(needIds.length);
  }

  /** The need whose bid is the lowest; -1 without bids. */
  lowest(offering: number): number {
    return this.count[offering] === 0 ? -1 : this.needs[this.start[offering]!]!;
  }

  add(offering: number, need: number): void {
    const base = this.start[offering]!;
    let place = this.count[offering]!;
    this.count[offering] = place + 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.before(need, this.needs[base + parent]!)) break;
      this.needs[base + place] = this.needs[base + parent]!;
      place = parent;
    }
    this.needs[base + place] = need;
  }

  /** Takes the lowest away. */
  drop(offering: number): void {
    const base = this.start[offering]!;
    const count = this.count[offering]! - 1;
    this.count[offering] = count;
    const need = this.needs[base + count]!;
    let place = 0;
    for (let child = 1; child < count; child = 2 * place + 1) {
      if (child + 1 < count && this.before(this.needs[base + child + 1]!, this.needs[base + child]!)) child += 1;
      if (!this.before(this.needs[base + child]!, need)) break;
      this.needs[base + place] = this.needs[base + child]!;
      place = child;
    }
    this.needs[base + place] = need;
  }

  private before(one: number, other: number): boolean {
    const difference = this.bid[one]! - this.bid[other]!;
    return difference < 0 || (difference === 0 && one > other);
  }
}

/**
 * Price auction: every need bids, for a place or an hour, up to where its second choice is as good, and epsilon more;
 * an offering keeps the highest bids. It costs nothing while places remain, then the lowest bid it keeps, or the highest
 * it lost. With sizes of one the value is within epsilon for each need of the best (Bertsekas and Castañon 1989).
 * `net`: points by edge, below zero where an edge is out of the question. Pinned needs do not bid.
 */
export function auction(market: Market, net: Int32Array, epsilon: number): Auctioned {
  const { first, offering, size, pin } = market;
  const needs = market.needIds.length;
  const floor = new Floor(market);
  for (let need = 0; need < needs; need += 1) if (pin[need]! < 0) floor.wait(need);
  const { prices, held } = floor;
  for (let need = floor.next(); need >= 0; need = floor.next()) {
    let best = 0;
    let second = 0;
    let chosen = -1;
    for (let edge = first[need]!, end = first[need + 1]!; edge < end; edge += 1) {
      const value = net[edge]! - size[edge]! * prices[offering[edge]!]!;
      if (value <= second) continue;
      if (value > best) {
        second = best;
        best = value;
        chosen = edge;
      } else second = value;
    }
    if (chosen < 0) continue;
    const raise = Math.floor((best - second) / size[chosen]!) + Math.max(1, Math.ceil(epsilon / size[chosen]!));
    floor.take(need, chosen, prices[offering[chosen]!]! + raise);
  }
  return { prices, held };
}

/** Where bids are taken: who waits, who holds what, and what it costs now. */
class Floor {
  readonly prices: Int32Array;
  readonly held: Int32Array;
  private readonly room: Int32Array;
  private readonly load: Int32Array;
  private readonly bids: Bids;
  private readonly waiting: Int32Array;
  private head = 0;
  private length = 0;

  constructor(private readonly market: Market) {
    const needs = market.needIds.length;
    this.room = roomAfterPins(market);
    this.prices = new Int32Array(this.room.length);
    this.load = new Int32Array(this.room.length);
    this.held = new Int32Array(needs).fill(-1);
    this.bids = new Bids(market, this.room);
    this.waiting = new Int32Array(needs);
  }

  wait(need: number): void {
    const place = this.head + this.length;
    this.waiting[place < this.waiting.length ? place : place - this.waiting.length] = need;
    this.length += 1;
  }

  /** The need that has waited longest; -1 when nobody does. */
  next(): number {
    if (this.length === 0) return -1;
    const need = this.waiting[this.head]!;
    this.head = this.head + 1 === this.waiting.length ? 0 : this.head + 1;
    this.length -= 1;
    return need;
  }

  take(need: number, edge: number, bid: number): void {
    const { size, offering } = this.market;
    const one = offering[edge]!;
    this.bids.bid[need] = bid;
    this.bids.add(one, need);
    this.held[need] = edge;
    let load = this.load[one]! + size[edge]!;
    let price = this.prices[one]!;
    while (load > this.room[one]!) {
      const loser = this.bids.lowest(one);
      this.bids.drop(one);
      load -= size[this.held[loser]!]!;
      this.held[loser] = -1;
      price = Math.max(price, this.bids.bid[loser]!);
      this.wait(loser);
    }
    if (load === this.room[one]!) price = Math.max(price, this.bids.bid[this.bids.lowest(one)]!);
    this.load[one] = load;
    this.prices[one] = price;
  }
}
