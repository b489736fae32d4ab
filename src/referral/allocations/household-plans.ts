import type { Market } from './market';
import { roomAfterPins } from './pins';
import { bonusesOf, chargeOf, type Prices } from './prices';

/** Needs of a household that are planned exactly; with more, providers cost nothing in the bound, which then still is one. */
const MOST_EXACT = 12;

/** What the best plan of each household at some prices asks for, and what they are worth together. */
export interface PlansAtPrices {
  worth: number;
  /** Edge by need, -1 for none. */
  chosen: Int32Array;
}

/** Best plans of all households at given prices: each exactly, since a household's needs share providers. */
export class HouseholdPlans {
  private readonly room: Int32Array;
  /** Providers that a person already settled for the household at hand. */
  private readonly pinned = new Set<number>();

  constructor(private readonly market: Market) {
    this.room = roomAfterPins(market);
  }

  at(prices: Prices): PlansAtPrices {
    const { market } = this;
    const bonus = bonusesOf(market, prices.floor);
    const chosen = new Int32Array(market.needIds.length).fill(-1);
    let worth = 0;
    const households = market.firstNeed.length - 1;
    for (let household = 0; household < households; household += 1)
      worth += this.plan(household, prices, bonus, chosen);
    return { worth, chosen };
  }

  /** Points that an edge leaves at these prices. */
  private left(edge: number, prices: Prices, bonus: number): number {
    const { weight, size, offering } = this.market;
    const paid = size[edge]! * prices.offering[offering[edge]!]! + chargeOf(this.market, edge, prices.budget);
    return weight[edge]! + bonus - paid;
  }

  private plan(household: number, prices: Prices, bonus: Float64Array, chosen: Int32Array): number {
    const { firstNeed, pin, offering, provider } = this.market;
    const [from, to] = [firstNeed[household]!, firstNeed[household + 1]!];
    const penalty = to - from > MOST_EXACT ? 0 : this.market.penalty;
    this.pinned.clear();
    let worth = 0;
    for (let need = from; need < to; need += 1) {
      if (pin[need]! < 0) continue;
      chosen[need] = pin[need]!;
      worth += this.left(pin[need]!, prices, bonus[need]!);
      this.pinned.add(provider[offering[pin[need]!]!]!);
    }
    worth -= this.market.penalty * this.pinned.size;
    const best: number[] = [];
    for (let need = from; need < to; need += 1) best.push(this.alone(need, prices, bonus[need]!, penalty, chosen));
    worth = best.reduce((sum, one) => sum + one, worth);
    if (penalty === 0 || to - from < 2) return worth;
    const options = this.sharable(from, to, prices, bonus, best);
    return options.size === 0 ? worth : worth + this.together(from, best.length, options, chosen);
  }

  /** The best edge of a need when no other need shares its provider; 0 for none, and for one that is pinned. */
  private alone(need: number, prices: Prices, bonus: number, penalty: number, chosen: Int32Array): number {
    const { first, pin, offering, size, provider } = this.market;
    if (pin[need]! >= 0) return 0;
    let most = 0;
    for (let edge = first[need]!; edge < first[need + 1]!; edge += 1) {
      const one = offering[edge]!;
      if (size[edge]! > this.room[one]!) continue;
      const points = this.left(edge, prices, bonus) - (this.pinned.has(provider[one]!) ? 0 : penalty);
      if (points <= most) continue;
      most = points;
      chosen[need] = edge;
    }
    return most;
  }

  /** By provider the needs it could serve beside each other without being worse by more than it saves. */
  private sharable(
    from: number,
    to: number,
    prices: Prices,
    bonus: Float64Array,
    best: readonly number[],
  ): Map<number, Option[]> {
    const { first, pin, offering, size, provider, penalty } = this.market;
    const found = new Map<number, Option[]>();
    for (let need = from; need < to; need += 1) {
      if (pin[need]! >= 0) continue;
      for (let edge = first[need]!; edge < first[need + 1]!; edge += 1) {
        const one = offering[edge]!;
        const whose = provider[one]!;
        if (this.pinned.has(whose) || size[edge]! > this.room[one]!) continue;
        // Against what the need gets alone; a provider shared with another need saves at most its own cost.
        const gain = this.left(edge, prices, bonus[need]!) - best[need - from]!;
        if (gain <= 0) continue;
        const options = found.get(whose) ?? [];
        const same = options.find((option) => option.need === need);
        if (!same) options.push({ need, edge, gain });
        else if (gain > same.gain) Object.assign(same, { edge, gain });
        found.set(whose, options);
      }
    }
    for (const [whose, options] of found)
      if (options.length < 2 || options.reduce((sum, { gain }) => sum + gain, 0) <= penalty) found.delete(whose);
    return found;
  }

  /** What sharing adds: the best set of providers, each with some of its needs, no need twice. */
  private together(
    from: number,
    needs: number,
    options: ReadonlyMap<number, readonly Option[]>,
    chosen: Int32Array,
  ): number {
    const { penalty } = this.market;
    let table: Reached[] = Array.from({ length: 1 << needs }, () => NOTHING);
    for (const list of options.values()) {
      const open: Reached[] = table.map((one) => ({ gain: one.gain - penalty, edges: one.edges }));
      for (const { need, edge, gain } of list) {
        const bit = 1 << (need - from);
        for (let set = open.length - 1; set >= 0; set -= 1) {
          if (!(set & bit)) continue;
          const before = open[set ^ bit]!;
          if (before.gain + gain > open[set]!.gain)
            open[set] = { gain: before.gain + gain, edges: [...before.edges, need, edge] };
        }
      }
      table = table.map((one, set) => (open[set]!.gain > one.gain ? open[set]! : one));
    }
    const { gain, edges } = table.reduce((one, other) => (other.gain > one.gain ? other : one));
    for (let place = 0; place < edges.length; place += 2) chosen[edges[place]!] = edges[place + 1]!;
    return gain;
  }
}

interface Option {
  need: number;
  edge: number;
  gain: number;
}

interface Reached {
  gain: number;
  edges: readonly number[];
}

const NOTHING: Reached = { gain: 0, edges: [] };
