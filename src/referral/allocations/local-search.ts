import type { AllocationState } from './allocation-state';
import { chargeOf, type Prices } from './prices';

/** Rounds at most; each is a pass over all needs, and the last one that changed nothing ends it. */
const ROUNDS = 8;
/** Holders of an offering that are looked at to be moved aside. */
const MOST_HOLDERS = 64;

/** Points that an edge leaves at the prices: the order in which free places are filled. */
export function leftAt(state: AllocationState, prices: Prices, need: number, edge: number): number {
  const { market } = state;
  const paid = market.size[edge]! * prices.offering[market.offering[edge]!]!;
  return state.gain(need, edge) - paid - chargeOf(market, edge, prices.budget);
}

/**
 * Better by single moves until none helps: a need takes a free place, a better one, or one whose holder is as well off
 * elsewhere. Edges that fall more than `slack` short of the need's best at the prices are not looked at.
 */
export function localSearch(state: AllocationState, prices: Prices, slack: number): void {
  const { market } = state;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = state.value;
    for (let need = 0; need < state.held.length; need += 1) {
      if (market.pin[need]! < 0 && market.first[need + 1]! > market.first[need]!) improve(state, prices, need, slack);
    }
    if (state.value === before) return;
  }
}

function improve(state: AllocationState, prices: Prices, need: number, slack: number): void {
  const { market } = state;
  const [from, to] = [market.first[need]!, market.first[need + 1]!];
  let most = 0;
  for (let edge = from; edge < to; edge += 1) most = Math.max(most, leftAt(state, prices, need, edge));
  const now = state.worth(need);
  const held = state.held[need]!;
  let [gain, chosen, aside, asideTo] = [0, -1, -1, -1];
  for (let edge = from; edge < to; edge += 1) {
    if (edge === held || leftAt(state, prices, need, edge) < most - slack) continue;
    const more = state.gain(need, edge) - now;
    if (more <= gain) continue;
    if (fitsInstead(state, held, edge)) [gain, chosen, aside] = [more, edge, -1];
    else {
      const moved = cheapestAside(state, need, edge, more - gain);
      if (moved) [gain, chosen, aside, asideTo] = [more - moved.loss, edge, moved.need, moved.edge];
    }
  }
  if (chosen < 0) return;
  state.take(need);
  if (aside >= 0) state.take(aside);
  state.give(need, chosen);
  if (aside >= 0 && asideTo >= 0) state.give(aside, asideTo);
}

/** Whether an edge fits once what the need holds now is given back. */
function fitsInstead(state: AllocationState, held: number, edge: number): boolean {
  if (held < 0 || state.fits(edge)) return state.fits(edge);
  const { offering, budget, cost, size } = state.market;
  const [one, old] = [offering[edge]!, offering[held]!];
  const purse = budget[one]!;
  const back = purse >= 0 && budget[old] === purse ? cost[held]! : 0;
  return (
    size[edge]! <= state.room[one]! + (old === one ? size[held]! : 0) &&
    (purse < 0 || cost[edge]! <= state.money[purse]! + back)
  );
}

interface Moved {
  need: number;
  /** -1: it goes without. */
  edge: number;
  loss: number;
}

/** The holder whose leaving makes room and costs least, below `most`; null when there is none. */
function cheapestAside(state: AllocationState, need: number, edge: number, most: number): Moved | null {
  const { market } = state;
  const { household, offering, size, cost, budget, pin } = market;
  const one = offering[edge]!;
  const purse = budget[one]!;
  const holders = state.holders[one]!;
  let found: Moved | null = null;
  for (let place = 0; place < holders.length && place < MOST_HOLDERS; place += 1) {
    const other = holders[place]!;
    // Of one household the value of both moves together is not the sum of each.
    if (household[other] === household[need] || pin[other]! >= 0) continue;
    const theirs = state.held[other]!;
    if (size[edge]! > state.room[one]! + size[theirs]!) continue;
    if (purse >= 0 && cost[edge]! > state.money[purse]! + cost[theirs]!) continue;
    const worth = state.worth(other);
    const limit = Math.min(most, found?.loss ?? most);
    const better = elsewhere(state, other, one, worth - limit, purse, edge);
    const loss = worth - better.gain;
    if (loss < limit) found = { need: other, edge: better.edge, loss };
  }
  return found;
}

/** The best free place of a need away from an offering, worth more than `least`. */
function elsewhere(
  state: AllocationState,
  need: number,
  away: number,
  least: number,
  purse: number,
  coming: number,
): { gain: number; edge: number } {
  const { market } = state;
  let best = { gain: 0, edge: -1 };
  for (let edge = market.first[need]!; edge < market.first[need + 1]!; edge += 1) {
    const one = market.offering[edge]!;
    if (one === away || market.weight[edge]! + state.bonus[need]! <= Math.max(best.gain, least)) continue;
    if (!state.fits(edge)) continue;
    // The same purse pays for the one who comes: what leaving gives back may be spent already.
    if (purse >= 0 && market.budget[one] === purse) {
      const after = state.money[purse]! - market.cost[coming]! + market.cost[state.held[need]!]!;
      if (market.cost[edge]! > after) continue;
    }
    const gain = state.gain(need, edge);
    if (gain > best.gain) best = { gain, edge };
  }
  return best;
}
