import type { Market } from './market';
import { moneyAfterPins, roomAfterPins } from './pins';

/**
 * An allocation on the way: who holds what, what is left of places and money, and what it is worth with `bonus` (points by need).
 * It is feasible at every moment; pinned choices are in it from the start and never move.
 */
export class AllocationState {
  readonly held: Int32Array;
  readonly room: Int32Array;
  readonly money: Float64Array;
  value = 0;
  /** Needs that hold a place of an offering, in no order that matters. */
  readonly holders: number[][];

  constructor(
    readonly market: Market,
    readonly bonus: Float64Array,
  ) {
    this.held = new Int32Array(market.needIds.length).fill(-1);
    this.room = roomAfterPins(market);
    this.money = moneyAfterPins(market);
    this.holders = Array.from({ length: market.capacity.length }, () => []);
    for (let need = 0; need < this.held.length; need += 1) {
      const edge = market.pin[need]!;
      if (edge < 0) continue;
      this.value += this.gain(need, edge);
      this.held[need] = edge;
    }
  }

  /** Whether another need of the household is served by the provider. */
  private served(need: number, provider: number): boolean {
    const { household, firstNeed, offering, provider: whose } = this.market;
    const own = household[need]!;
    for (let other = firstNeed[own]!; other < firstNeed[own + 1]!; other += 1) {
      const edge = this.held[other]!;
      if (other !== need && edge >= 0 && whose[offering[edge]!] === provider) return true;
    }
    return false;
  }

  /** Points that an edge adds beside what the household's other needs hold. */
  gain(need: number, edge: number): number {
    const { weight, penalty, provider, offering } = this.market;
    const points = weight[edge]! + this.bonus[need]!;
    if (penalty === 0) return points;
    return this.served(need, provider[offering[edge]!]!) ? points : points - penalty;
  }

  /** Points that a need brings as it is; 0 when it holds nothing. */
  worth(need: number): number {
    const edge = this.held[need]!;
    return edge < 0 ? 0 : this.gain(need, edge);
  }

  fits(edge: number): boolean {
    const one = this.market.offering[edge]!;
    const purse = this.market.budget[one]!;
    return this.market.size[edge]! <= this.room[one]! && (purse < 0 || this.market.cost[edge]! <= this.money[purse]!);
  }

  give(need: number, edge: number): void {
    this.value += this.gain(need, edge);
    this.held[need] = edge;
    const one = this.market.offering[edge]!;
    this.book(edge, -1);
    this.holders[one]!.push(need);
  }

  take(need: number): void {
    const edge = this.held[need]!;
    if (edge < 0) return;
    this.value -= this.gain(need, edge);
    this.held[need] = -1;
    this.book(edge, 1);
    const list = this.holders[this.market.offering[edge]!]!;
    const place = list.indexOf(need);
    list[place] = list.at(-1)!;
    list.pop();
  }

  private book(edge: number, sign: 1 | -1): void {
    const one = this.market.offering[edge]!;
    const purse = this.market.budget[one]!;
    this.room[one]! += sign * this.market.size[edge]!;
    if (purse >= 0) this.money[purse]! += sign * this.market.cost[edge]!;
  }

  /** Puts needs back to what they held; `held` by need. */
  restore(needs: Iterable<number>, held: (need: number) => number): void {
    const list = [...needs].filter((need) => this.market.pin[need]! < 0);
    for (const need of list) this.take(need);
    for (const need of list) if (held(need) >= 0) this.give(need, held(need));
  }
}
