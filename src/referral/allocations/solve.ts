import { AllocationState } from './allocation-state';
import { auction } from './auction';
import { budgetPrices } from './budget-prices';
import { type FloorOutcome, floorOutcomes, reachableFloors, servedOf } from './floors';
import { HouseholdPlans } from './household-plans';
import { type Incoming, incomingOf } from './incoming';
import { packEachOffering } from './knapsack';
import { leftAt, localSearch } from './local-search';
import { edgeBetween, type Market } from './market';
import { bonusesOf, copyOf, netWeights, type Prices } from './prices';
import { ruinAndRecreate } from './ruin-recreate';
import { boundAt, type Bounded, tightened } from './upper-bound';

export interface SolveOptions {
  /** Offering by need of the last published result; its choices that are still admitted are kept if nothing better is found. */
  incumbent?: ReadonlyMap<string, string>;
  /** Points by which a bid exceeds what is needed. */
  epsilon?: number;
  /** Ruin-and-recreate turns; by default as many as the market has needs, within limits. */
  turns?: number;
  /** Told which step begins; what it throws ends the work. */
  onStep?: (step: SolveStep) => void;
}

export const solveSteps = ['budgets', 'auction', 'repair', 'improve', 'floors', 'bound'] as const;
export type SolveStep = (typeof solveSteps)[number];

/** An allocation with what proves how good it is. Edges by need, -1 for none. */
export interface Solution {
  held: Int32Array;
  value: number;
  upperBound: number;
  prices: Prices;
  floors: FloorOutcome[];
  /** Whether the last published result stood, because nothing better was found. */
  keptIncumbent: boolean;
}

const EPSILON = 60;
const SLACK = 6000;
const STEPS = 30;
/** Edges that all steps towards better prices may look at together. */
const MOST_LOOKS = 60_000_000;
const MOST_STEPS = 300;
const SEED = 20_251_201;
const MOST_FLOOR_ROUNDS = 12;
const FIRST_BONUS = 500;
const MOST_BONUS = 1_000_000;

/** Solves a market; the same market gives the same answer on every machine. @throws MarketError when pins exceed what there is */
export function solve(declared: Market, options: SolveOptions = {}): Solution {
  const floors = reachableFloors(declared);
  // From here on a floor asks for no more than its group can be given.
  const market = { ...declared, floors: floors.map((floor) => ({ ...floor, atLeast: floor.sought })) };
  const incoming = isPlaces(market) ? null : incomingOf(market);
  const sharedOut = withFloors(market, incoming, options);
  const { prices } = sharedOut;
  const none = new Float64Array(market.needIds.length);
  const found = stateOf(market, none, sharedOut.state.held);
  const kept = options.incumbent ? betterIncumbent(market, options.incumbent, found, prices, incoming) : null;
  const best = kept ?? found;
  options.onStep?.('bound');
  const { bound, prices: proving } = proof(market, sharedOut, best, incoming ? STEPS : 0);
  return {
    ...{ held: best.held, value: best.value, upperBound: bound, prices: proving, keptIncumbent: kept !== null },
    floors: floorOutcomes(floors, best.held, prices.floor),
  };
}

/** Places of one each, and neither purses nor costly providers: the auction alone is as good as it gets. */
const isPlaces = ({ penalty, fen, size }: Market): boolean =>
  penalty === 0 && fen.length === 0 && size.every((one) => one === 1);

/**
 * The lowest bound of several: with the prices of the floors that are met, with the same prices and none for floors, and with
 * those found before any bonus (a bonus that did not help drove the price of places up for nothing). Each of them holds.
 */
function proof(market: Market, { prices, plain }: SharedOut, best: AllocationState, steps: number): Bounded {
  const floor = prices.floor.map((price, place) => {
    const { needs, atLeast } = market.floors[place]!;
    return servedOf(best.held, needs) >= atLeast ? price : 0;
  });
  const priced = tightened(market, { ...copyOf(prices), floor }, best.value, steps);
  const bounds = [priced];
  if (floor.some((price) => price > 0)) {
    const without = { ...copyOf(priced.prices), floor: floor.map(() => 0) };
    bounds.push(boundAt(market, new HouseholdPlans(market), without));
  }
  if (plain !== prices) bounds.push(tightened(market, plain, best.value, steps));
  return bounds.reduce((one, other) => (other.bound < one.bound ? other : one));
}

interface Found {
  state: AllocationState;
  prices: Prices;
}

/** What was found, with the prices before any floor had a bonus. */
interface SharedOut extends Found {
  plain: Prices;
}

/**
 * Doubles the bonus of the groups that are short of what they can be given, until none is or the bonus is at its highest. Of all
 * rounds the first stands that served most of what was sought: a bonus that served nobody more is not kept.
 */
function withFloors(market: Market, incoming: Incoming | null, options: SolveOptions): SharedOut {
  let bonus = new Float64Array(market.floors.length);
  let latest = solveWith(market, bonus, incoming, options);
  const plain = latest.prices;
  let best = latest;
  for (let round = 0; round < MOST_FLOOR_ROUNDS; round += 1) {
    const short = market.floors.map(({ needs, atLeast }) => servedOf(latest.state.held, needs) < atLeast);
    if (!short.some(Boolean)) break;
    const next = bonus.map((price, one) =>
      short[one] ? Math.min(MOST_BONUS, price === 0 ? FIRST_BONUS : price * 2) : price,
    );
    if (next.every((price, one) => price === bonus[one])) break;
    bonus = next;
    options.onStep?.('floors');
    latest = solveWith(market, bonus, incoming, options);
    if (countedFor(market, latest.state.held) > countedFor(market, best.state.held)) best = latest;
  }
  return { ...best, plain };
}

/** Served needs that count for a floor, up to what it asks for. */
const countedFor = ({ floors }: Market, held: Int32Array): number =>
  floors.reduce((sum, { needs, atLeast }) => sum + Math.min(atLeast, servedOf(held, needs)), 0);

function solveWith(market: Market, floor: Float64Array, incoming: Incoming | null, options: SolveOptions): Found {
  options.onStep?.('budgets');
  const budget = budgetPrices(market, floor, market.penalty);
  options.onStep?.('auction');
  const net = netWeights(market, { budget, floor }, market.penalty);
  const { held, prices: offering } = auction(market, net, options.epsilon ?? EPSILON);
  const first = { offering, budget, floor };
  options.onStep?.('repair');
  const state = repaired(market, held, first);
  if (!incoming) return { state, prices: first };
  // With bonus the bound promises what floors ask for; so does what it is held against.
  const promised = market.floors.reduce((sum, { atLeast }, one) => sum + floor[one]! * atLeast, 0);
  const { prices } = tightened(market, first, state.value - promised, stepsFor(market));
  options.onStep?.('improve');
  const turns = options.turns ?? Math.min(60_000, 20 * market.needIds.length);
  for (let round = 0; round < 2; round += 1) {
    localSearch(state, prices, SLACK);
    packEachOffering(state, prices, incoming, SLACK);
  }
  ruinAndRecreate(state, prices, incoming, { turns, seed: SEED });
  localSearch(state, prices, SLACK);
  packEachOffering(state, prices, incoming, SLACK);
  return { state, prices };
}

const stepsFor = ({ offering }: Market): number =>
  Math.min(MOST_STEPS, Math.max(STEPS, Math.floor(MOST_LOOKS / (offering.length + 1))));

/** What the auction gave, as far as purses bear it: those first who leave most. */
function repaired(market: Market, held: Int32Array, prices: Prices): AllocationState {
  const state = new AllocationState(market, bonusesOf(market, prices.floor));
  const left = new Float64Array(held.length);
  const order: number[] = [];
  for (let need = 0; need < held.length; need += 1) {
    if (held[need]! < 0) continue;
    left[need] = leftAt(state, prices, need, held[need]!);
    order.push(need);
  }
  if (market.fen.length > 0) order.sort((one, other) => left[other]! - left[one]! || one - other);
  for (const need of order) if (state.fits(held[need]!)) state.give(need, held[need]!);
  return state;
}

/** The same choices worth what they are worth, without bonus. */
function stateOf(market: Market, none: Float64Array, held: Int32Array): AllocationState {
  const state = new AllocationState(market, none);
  for (let need = 0; need < held.length; need += 1)
    if (held[need]! >= 0 && market.pin[need]! < 0) state.give(need, held[need]!);
  return state;
}

/**
 * The last published result, as far as it is still admitted, filled up and improved; null when what was found now is worth more.
 * A result that meets a floor is never given up for one that does not.
 */
function betterIncumbent(
  market: Market,
  incumbent: ReadonlyMap<string, string>,
  found: AllocationState,
  prices: Prices,
  incoming: Incoming | null,
): AllocationState | null {
  const state = new AllocationState(market, new Float64Array(market.needIds.length));
  const offeringAt = new Map(market.offeringIds.map((id, place) => [id, place]));
  for (const [need, id] of market.needIds.entries()) {
    const offering = offeringAt.get(incumbent.get(id) ?? '');
    if (offering === undefined || market.pin[need]! >= 0) continue;
    const edge = edgeBetween(market, need, offering);
    if (edge >= 0 && state.fits(edge)) state.give(need, edge);
  }
  localSearch(state, prices, SLACK);
  if (incoming) packEachOffering(state, prices, incoming, SLACK);
  const missing = (one: AllocationState) =>
    market.floors.filter(({ needs, atLeast }) => servedOf(one.held, needs) < atLeast).length;
  if (missing(state) !== missing(found)) return missing(state) < missing(found) ? state : null;
  return state.value >= found.value ? state : null;
}
