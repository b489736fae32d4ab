import type { AllocationState } from './allocation-state';
import type { Incoming } from './incoming';
import { leftAt } from './local-search';
import { chargeOf, type Prices } from './prices';

const MOST_CANDIDATES = 200;
const MOST_ROOM = 400;

/**
 * For each offering exactly the best of its holders and of the needs that hold nothing, by hours (0/1 knapsack); money counts by
 * its price, and a choice that the purse does not bear, or that is worth no more, is undone.
 */
export function packEachOffering(state: AllocationState, prices: Prices, incoming: Incoming, slack: number): void {
  for (let one = 0; one < state.holders.length; one += 1) packOffering(state, prices, incoming, slack, one);
}

function packOffering(state: AllocationState, prices: Prices, incoming: Incoming, slack: number, one: number): void {
  const { market } = state;
  const room = state.room[one]! + state.holders[one]!.reduce((sum, need) => sum + sizeHeld(state, need), 0);
  if (room === 0 || room > MOST_ROOM) return;
  const candidates: Candidate[] = [];
  for (let place = incoming.first[one]!; place < incoming.first[one + 1]!; place += 1) {
    const edge = incoming.edges[place]!;
    const need = incoming.need[edge]!;
    const holds = state.held[need] === edge;
    if (market.pin[need]! >= 0 || (!holds && state.held[need]! >= 0)) continue;
    if (!holds && leftAt(state, prices, need, edge) < -slack) continue;
    const points = state.gain(need, edge) - chargeOf(market, edge, prices.budget);
    if (points > 0) candidates.push({ need, edge, points, size: market.size[edge]!, holds });
  }
  if (candidates.length > MOST_CANDIDATES || candidates.every(({ holds }) => holds)) return;
  const chosen = bestOf(candidates, room);
  const changed = candidates.filter(({ holds }, place) => holds !== chosen[place]);
  if (changed.length === 0) return;
  const before = state.value;
  const old = new Map(changed.map(({ need }) => [need, state.held[need]!]));
  for (const { need, holds } of changed) if (holds) state.take(need);
  for (const { need, edge, holds } of changed) if (!holds && state.fits(edge)) state.give(need, edge);
  if (state.value <= before) state.restore(old.keys(), (need) => old.get(need)!);
}

interface Candidate {
  need: number;
  edge: number;
  points: number;
  size: number;
  holds: boolean;
}

const sizeHeld = ({ market, held }: AllocationState, need: number): number => market.size[held[need]!]!;

/** 0/1 knapsack by table; which of the candidates are in the best set. */
function bestOf(candidates: readonly Candidate[], room: number): boolean[] {
  const width = room + 1;
  const best = new Float64Array(width);
  const took = new Uint8Array(candidates.length * width);
  for (const [place, { points, size }] of candidates.entries())
    for (let left = room; left >= size; left -= 1) {
      const more = best[left - size]! + points;
      if (more <= best[left]!) continue;
      best[left] = more;
      took[place * width + left] = 1;
    }
  const chosen = candidates.map(() => false);
  for (let place = candidates.length - 1, left = room; place >= 0; place -= 1) {
    if (!took[place * width + left]) continue;
    chosen[place] = true;
    left -= candidates[place]!.size;
  }
  return chosen;
}
