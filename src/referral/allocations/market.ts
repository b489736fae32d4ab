/** A need of a market: whose it is, and what a person has already settled for it. */
export interface MarketNeed {
  id: string;
  household: string;
  /** Offering that a person chose; the solver works around it. */
  pinned?: string | null;
}

/** What can be given: places or hours, by whom, and the purse that pays for it. */
export interface MarketOffering {
  id: string;
  provider: string;
  capacity: number;
  budget?: string | null;
}

/** One admitted choice: whole points, places or hours, fen out of the offering's budget. */
export interface MarketEdge {
  need: string;
  offering: string;
  weight: number;
  size?: number;
  cost?: number;
}

/** At least so many needs of a group are to be served (peers 5.16: floors are declared, their price is printed). */
export interface MarketFloor {
  id: string;
  needs: readonly string[];
  atLeast: number;
}

/** The readable form of a market. Order does not matter: everything is put in order of ids. */
export interface MarketInput {
  needs: readonly MarketNeed[];
  offerings: readonly MarketOffering[];
  edges: readonly MarketEdge[];
  budgets?: ReadonlyArray<{ id: string; fen: number }>;
  floors?: readonly MarketFloor[];
  /** Points that each further provider of a household costs; 0 in the places model. */
  providerPenalty?: number;
}

/** A group that is to be served, as indexes of needs. */
export interface Floor {
  id: string;
  needs: Int32Array;
  atLeast: number;
}

/**
 * A market in packed columns. Needs stand by household and id, offerings, budgets and floors by id; the choices of need
 * `i` are the edges `first[i]` to `first[i + 1]`, by offering.
 */
export interface Market {
  needIds: readonly string[];
  offeringIds: readonly string[];
  budgetIds: readonly string[];
  /** Needs of household `h`: `firstNeed[h]` to `firstNeed[h + 1]`. */
  firstNeed: Int32Array;
  household: Int32Array;
  first: Int32Array;
  offering: Int32Array;
  weight: Int32Array;
  size: Uint16Array;
  cost: Int32Array;
  capacity: Int32Array;
  provider: Int32Array;
  providers: number;
  /** Of an offering; -1 where nobody's purse is asked. */
  budget: Int32Array;
  fen: Float64Array;
  floors: readonly Floor[];
  /** Edge that a person settled for a need; -1 where nobody did. */
  pin: Int32Array;
  penalty: number;
}

/** A market that says something impossible of itself. */
export class MarketError extends Error {
  constructor(
    readonly code: 'unknown-id' | 'repeated-id' | 'not-whole' | 'pin-not-admitted' | 'pins-too-many',
    readonly subject: string,
  ) {
    super(`${code}: ${subject}`);
  }
}

const byText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
const byId = (one: { id: string }, other: { id: string }): number => byText(one.id, other.id);

/** Places of ids in order. @throws MarketError when one comes twice */
function placesOf(ids: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [place, id] of ids.entries()) {
    if (places.has(id)) throw new MarketError('repeated-id', id);
    places.set(id, place);
  }
  return places;
}

function placeIn(places: ReadonlyMap<string, number>, id: string): number {
  const place = places.get(id);
  if (place === undefined) throw new MarketError('unknown-id', id);
  return place;
}

function whole(value: number, most: number, subject: string): number {
  if (!Number.isInteger(value) || value < 0 || value > most) throw new MarketError('not-whole', subject);
  return value;
}

const MOST_POINTS = 10_000_000;
const MOST_SIZE = 65_535;
const MOST_PLACES = 1_000_000;
const MOST_COST = 2_000_000_000;
const MOST_FEN = 1e12;

/** Packs a readable market; the same market in any order gives the same columns. @throws MarketError */
export function packMarket(input: MarketInput): Market {
  const needs = [...input.needs].sort((one, other) => byText(one.household, other.household) || byId(one, other));
  const offerings = [...input.offerings].sort(byId);
  const budgets = [...(input.budgets ?? [])].sort(byId);
  const needAt = placesOf(needs.map(({ id }) => id));
  const offeringAt = placesOf(offerings.map(({ id }) => id));
  const budgetAt = placesOf(budgets.map(({ id }) => id));
  const providerAt = placesOf([...new Set(offerings.map(({ provider }) => provider))].sort(byText));
  const edges = packEdges(input.edges, needAt, offeringAt);
  const market: Market = {
    ...householdsOf(needs),
    ...edges,
    needIds: [...needAt.keys()],
    offeringIds: [...offeringAt.keys()],
    budgetIds: [...budgetAt.keys()],
    // More taken than offered leaves nothing to give.
    capacity: Int32Array.from(offerings, ({ capacity }) => Math.min(MOST_PLACES, Math.max(0, Math.trunc(capacity)))),
    provider: Int32Array.from(offerings, ({ provider }) => placeIn(providerAt, provider)),
    providers: providerAt.size,
    budget: Int32Array.from(offerings, ({ budget }) => (budget == null ? -1 : placeIn(budgetAt, budget))),
    fen: Float64Array.from(budgets, ({ id, fen }) => whole(Math.max(0, fen), MOST_FEN, id)),
    floors: [...(input.floors ?? [])].sort(byId).map(({ id, needs: members, atLeast }) => ({
      id,
      needs: Int32Array.from(new Set(members), (member) => placeIn(needAt, member)).sort(),
      atLeast: whole(atLeast, MOST_PLACES, id),
    })),
    pin: new Int32Array(needs.length).fill(-1),
    penalty: whole(input.providerPenalty ?? 0, MOST_POINTS, 'providerPenalty'),
  };
  for (const [place, { pinned, id }] of needs.entries()) {
    if (pinned == null) continue;
    const edge = edgeBetween(market, place, placeIn(offeringAt, pinned));
    if (edge < 0) throw new MarketError('pin-not-admitted', id);
    market.pin[place] = edge;
  }
  return market;
}

function householdsOf(needs: readonly MarketNeed[]): Pick<Market, 'household' | 'firstNeed'> {
  const household = new Int32Array(needs.length);
  const firstNeed: number[] = [];
  for (const [place, need] of needs.entries()) {
    if (place === 0 || need.household !== needs[place - 1]!.household) firstNeed.push(place);
    household[place] = firstNeed.length - 1;
  }
  return { household, firstNeed: Int32Array.from([...firstNeed, needs.length]) };
}

type Edges = Pick<Market, 'first' | 'offering' | 'weight' | 'size' | 'cost'>;

function packEdges(
  edges: readonly MarketEdge[],
  needAt: ReadonlyMap<string, number>,
  offeringAt: ReadonlyMap<string, number>,
): Edges {
  const placed = edges
    .map((edge) => ({ edge, need: placeIn(needAt, edge.need), offering: placeIn(offeringAt, edge.offering) }))
    .sort((one, other) => one.need - other.need || one.offering - other.offering);
  const first = new Int32Array(needAt.size + 1);
  for (const [place, { need, offering, edge }] of placed.entries()) {
    const before = placed[place - 1];
    if (before?.need === need && before.offering === offering) throw new MarketError('repeated-id', edge.need);
    first[need + 1]! += 1;
  }
  for (let need = 0; need < needAt.size; need += 1) first[need + 1]! += first[need]!;
  return {
    first,
    offering: Int32Array.from(placed, ({ offering }) => offering),
    weight: Int32Array.from(placed, ({ edge }) => whole(edge.weight, MOST_POINTS, edge.need)),
    size: Uint16Array.from(placed, ({ edge }) => Math.max(1, whole(edge.size ?? 1, MOST_SIZE, edge.need))),
    cost: Int32Array.from(placed, ({ edge }) => whole(edge.cost ?? 0, MOST_COST, edge.need)),
  };
}

/** The edge of a need to an offering; -1 when the offering is not admitted for it. */
export function edgeBetween({ first, offering }: Market, need: number, wanted: number): number {
  let [low, high] = [first[need]!, first[need + 1]!];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offering[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low < first[need + 1]! && offering[low] === wanted ? low : -1;
}
