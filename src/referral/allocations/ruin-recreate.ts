import type { AllocationState } from './allocation-state';
import type { Incoming } from './incoming';
import { leftAt } from './local-search';
import type { Prices } from './prices';
import { Seeded } from './seeded';

const RUINED = 14;
/** Points by which two needs may be taken in the wrong order, so that not every rebuild is the same. */
const NOISE = 4000;
/** Points that a rebuild may lose at first, falling to none: whoever never steps down stays on the nearest hill. */
const PATIENCE = 1500;

/**
 * Takes some neighbours out and puts them back in another order, `turns` times; what is worth less by more than a
 * shrinking patience is undone. Only the seed decides
 * the order: the same market ends the same way everywhere.
 */
export function ruinAndRecreate(
  state: AllocationState,
  prices: Prices,
  incoming: Incoming,
  { turns, seed }: { turns: number; seed: number },
): void {
  const random = new Seeded(seed);
  const { market } = state;
  const edges = market.offering.length;
  if (edges === 0) return;
  const purses = pursesOf(state);
  const [begun, worthAtFirst] = [state.held.slice(), state.value];
  for (let turn = 0; turn < turns; turn += 1) {
    const start = incoming.need[random.below(edges)]!;
    const ruined = neighbours(state, incoming, purses, start, random);
    const old = new Map(ruined.map((need) => [need, state.held[need]!]));
    const before = state.value;
    for (const need of ruined) state.take(need);
    recreate(state, prices, ruined, random);
    const patience = Math.floor(PATIENCE * Math.max(0, 1 - turn / (0.9 * turns)));
    if (state.value < before - patience) state.restore(ruined, (need) => old.get(need)!);
  }
  if (state.value < worthAtFirst) state.restore(state.held.keys(), (need) => begun[need]!);
}

/** Offerings by the purse that pays for them. */
function pursesOf({ market }: AllocationState): number[][] {
  const purses: number[][] = Array.from(market.fen, () => []);
  market.budget.forEach((purse, one) => purse >= 0 && purses[purse]!.push(one));
  return purses;
}

/** Needs that could hold what a need could hold, those that go without among them. */
function neighbours(
  state: AllocationState,
  incoming: Incoming,
  purses: readonly (readonly number[])[],
  start: number,
  random: Seeded,
): number[] {
  const { market } = state;
  const found = new Set<number>();
  if (market.pin[start]! < 0) found.add(start);
  for (let tries = 0; tries < 3 * RUINED && found.size < RUINED; tries += 1) {
    const from = [...found][random.below(Math.max(1, found.size))] ?? start;
    const degree = market.first[from + 1]! - market.first[from]!;
    if (degree === 0) break;
    let one = market.offering[market.first[from]! + random.below(degree)]!;
    const purse = market.budget[one]!;
    // Who draws on the same purse stands in the way as much as who wants the same place.
    if (purse >= 0 && random.below(3) === 0) one = purses[purse]![random.below(purses[purse]!.length)]!;
    if (incoming.first[one + 1] === incoming.first[one]) continue;
    const holders = state.holders[one]!;
    // Half of the time who holds it, else anybody who could.
    const other =
      holders.length > 0 && random.below(2) === 0
        ? holders[random.below(holders.length)]!
        : incoming.need[
            incoming.edges[incoming.first[one]! + random.below(incoming.first[one + 1]! - incoming.first[one]!)]!
          ]!;
    if (market.pin[other]! < 0) found.add(other);
  }
  return [...found];
}

function recreate(state: AllocationState, prices: Prices, ruined: readonly number[], random: Seeded): void {
  const order = ruined
    .map((need) => ({ need, rank: bestLeft(state, prices, need).left + random.below(NOISE) }))
    .sort((one, other) => other.rank - one.rank || one.need - other.need);
  for (const { need } of order) {
    const { edge } = bestLeft(state, prices, need);
    if (edge >= 0) state.give(need, edge);
  }
}

/** The fitting edge that leaves most at the prices. It is taken though it costs more than it brings: what is free is paid for. */
function bestLeft(state: AllocationState, prices: Prices, need: number): { edge: number; left: number } {
  const { first } = state.market;
  let best = { edge: -1, left: -Infinity };
  for (let edge = first[need]!; edge < first[need + 1]!; edge += 1) {
    if (!state.fits(edge) || state.gain(need, edge) <= 0) continue;
    const left = leftAt(state, prices, need, edge);
    if (left > best.left) best = { edge, left };
  }
  return best.edge < 0 ? { edge: -1, left: 0 } : best;
}
