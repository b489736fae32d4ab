import { type Market, type MarketInput, packMarket, type Solution } from '../../src/referral/allocations';

/**
 * Invented markets after matching.md 2 and 3: counties of uneven size, 48 kinds of help (Zipf), offerings for a county, a few of them or
 * all, places for about two thirds of the needs; in the full model hours 1 to 4, a purse for each county and a cost for each provider.
 */
const KINDS = 48;
const BY_URGENCY = [1, 2, 2, 3, 3, 3, 5, 5, 8];
const TIERS = [3000, 1800, 1200, 800];
const HOURS_ASKED = 2.5;

/** Whole numbers from a seed; the same everywhere. */
function seeded(seed: number): (limit: number) => number {
  let state = seed * 2_654_435_761 || 1;
  return (limit) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) % limit;
  };
}

/** Places drawn with uneven shares: number `k` has the weight 1 / (k + shift). */
function uneven(count: number, shift: number, next: (limit: number) => number): () => number {
  const upTo: number[] = [];
  let sum = 0;
  for (let place = 0; place < count; place += 1) upTo.push((sum += 1 / (place + shift)));
  return () => {
    const wanted = (next(1_000_000) / 1_000_000) * sum;
    const found = upTo.findIndex((reached) => wanted < reached);
    return found < 0 ? count - 1 : found;
  };
}

interface Supply {
  kind: Int32Array;
  county: Int32Array;
  capacity: Int32Array;
  provider: Int32Array;
  score: Int32Array;
  fenAnHour: Int32Array;
  /** By kind and county the offerings that serve it, in order. */
  serving: number[][];
}

export interface MarketPlan {
  households: number;
  seed: number;
  full: boolean;
  /** Other households before the same offerings: the demand of another period. */
  families?: number;
}

/** Packed directly: the readable form of fifteen million choices would not fit. */
export function inventedMarket({ households, seed, full, families }: MarketPlan): Market {
  const supplied = seeded(seed);
  const counties = Math.round(12 * (households / 1000) ** 0.45);
  const supply = supplyOf(Math.round(households * 0.33), counties, full, supplied);
  const next = families === undefined ? supplied : seeded(families);
  const countyOf = uneven(counties, 3, next);
  const kindOf = uneven(KINDS, 1, next);
  const household: number[] = [];
  const firstNeed = [0];
  const first = [0];
  const columns: number[][] = [[], [], [], []];
  const [offering, weight, size, cost] = columns as [number[], number[], number[], number[]];
  for (let family = 0; family < households; family += 1) {
    const county = countyOf();
    const kinds = new Set(Array.from({ length: 1 + next(6) }, kindOf));
    for (const kind of kinds) {
      household.push(family);
      const urgency = BY_URGENCY[next(BY_URGENCY.length)]!;
      const hours = full ? 1 + next(4) : 1;
      for (const one of supply.serving[kind * counties + county]!) {
        if (next(2) === 0) continue;
        offering.push(one);
        weight.push(urgency * (10_000 + supply.score[one]! + next(500)));
        size.push(hours);
        cost.push(full ? hours * supply.fenAnHour[one]! : 0);
      }
      first.push(offering.length);
    }
    firstNeed.push(household.length);
  }
  const fen = new Float64Array(full ? counties : 0);
  if (full) supply.capacity.forEach((hours, one) => (fen[supply.county[one]!]! += hours * supply.fenAnHour[one]!));
  return {
    needIds: household.map((_, place) => `n${place}`),
    offeringIds: Array.from(supply.kind, (_, place) => `o${place}`),
    budgetIds: Array.from(fen, (_, place) => `b${place}`),
    household: Int32Array.from(household),
    firstNeed: Int32Array.from(firstNeed),
    first: Int32Array.from(first),
    offering: Int32Array.from(offering),
    weight: Int32Array.from(weight),
    size: Uint16Array.from(size),
    cost: Int32Array.from(cost),
    capacity: supply.capacity,
    provider: supply.provider,
    providers: supply.kind.length,
    budget: full ? supply.county : new Int32Array(supply.kind.length).fill(-1),
    // Money for three fifths of the hours.
    fen: fen.map((all) => Math.floor(all * 0.6)),
    floors: [],
    pin: new Int32Array(household.length).fill(-1),
    penalty: full ? 1500 : 0,
  };
}

function supplyOf(count: number, counties: number, full: boolean, next: (limit: number) => number): Supply {
  const kindOf = uneven(KINDS, 1, next);
  const countyOf = uneven(counties, 3, next);
  const serving: number[][] = Array.from({ length: KINDS * counties }, () => []);
  const column = () => new Int32Array(count);
  const [kind, county, capacity] = [column(), column(), column()];
  const [provider, score, fenAnHour] = [column(), column(), column()];
  for (let one = 0; one < count; one += 1) {
    kind[one] = kindOf();
    county[one] = countyOf();
    const places = 1 + next(6) + next(7);
    capacity[one] = full ? Math.round(places * HOURS_ASKED) : places;
    // Two or three offerings a provider.
    provider[one] = next(Math.max(1, Math.round(count / 2.5)));
    score[one] = TIERS[next(4)]! + next(990);
    fenAnHour[one] = 100 * (20 + next(180));
    const scope = next(100);
    const reach = scope < 82 ? 1 : scope < 98 ? 4 : counties;
    for (let far = 0; far < Math.min(reach, counties); far += 1)
      serving[kind[one]! * counties + ((county[one]! + far) % counties)]!.push(one);
  }
  for (const list of serving) list.sort((low, high) => low - high);
  return { kind, county, capacity, provider, score, fenAnHour, serving };
}

/** Need by offering, as words. */
export function namedChoices(input: MarketInput, solution: Solution): Record<string, string> {
  const market = packMarket(input);
  return Object.fromEntries(
    market.needIds.flatMap((id, need) => {
      const edge = solution.held[need]!;
      return edge < 0 ? [] : [[id, market.offeringIds[market.offering[edge]!]!]];
    }),
  );
}
