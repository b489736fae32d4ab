import type { allocationReasons } from './allocation-need.entity';
import type { Market } from './market';
import { bandOf } from './price-bands';
import type { Settled, StoredChoice, StoredMarket } from './stored-market';

type Reason = (typeof allocationReasons)[number];

/** What a need got and why, by places; what it would have got else. */
export interface ExplainedNeed {
  need: number;
  /** Null of a need that no longer waits, with its reason. */
  outcome: 'assigned' | 'lost' | 'unmatchable' | null;
  reason: Reason | null;
  offering: number | null;
  cost: number | null;
  score: number | null;
  /** What a place is worth to it, in the points that prices are in: of its own, or of the nearest that it lost. */
  weight: number | null;
  parts: Readonly<Record<string, number>> | null;
  priceFrom: number | null;
  priceTo: number | null;
  alternative: number | null;
  alternativePoints: number | null;
}

/** What an offering gives, by place. */
export interface ExplainedOffering {
  offering: number;
  wanted: number;
  taken: number;
  priceFrom: number | null;
  priceTo: number | null;
}

const NOTHING = {
  ...{ offering: null, cost: null, score: null, weight: null, parts: null },
  ...{ priceFrom: null, priceTo: null, alternative: null, alternativePoints: null },
} as const;

/**
 * Reasons from prices (matching.md 3.4): who holds a place that others wanted pays for it in points; whoever goes without would
 * have had to pay more than the place is worth to it.
 * @param held offering by need, -1 for none
 * @param prices points for a place by offering, -1 where there is none
 */
export function explained(
  stored: StoredMarket,
  settled: Settled,
  held: readonly number[],
  prices: readonly number[],
): { needs: ExplainedNeed[]; offerings: ExplainedOffering[] } {
  const gone = new Set(settled.gone);
  const { wanted, taken } = countsOf(stored, held, gone);
  const band = (offering: number) => {
    const found = bandOf(prices[offering]!, wanted[offering]!);
    return { priceFrom: found?.from ?? null, priceTo: found?.to ?? null };
  };
  const offerings = stored.offerings.map((_, offering) => ({
    ...{ offering, wanted: wanted[offering]!, taken: taken[offering]!, ...band(offering) },
  }));
  const out = new Set(settled.forbidden.map(({ need, offering }) => `${need} ${offering}`));
  const pinned = new Set(settled.pins.map(({ need }) => need));
  const left = (offering: number) => stored.offerings[offering]!.capacity - taken[offering]!;
  const byNeed = choicesByNeed(stored);
  const needs = stored.households.map((_, need): ExplainedNeed => {
    if (gone.has(need)) return { ...NOTHING, need, outcome: null, reason: null };
    const all = byNeed[need]!;
    if (all.length === 0) return { ...NOTHING, need, outcome: 'unmatchable', reason: 'unmatchable' };
    const open = all.filter(({ offering }) => !out.has(`${need} ${offering}`));
    // What a choice leaves after the price of its place: the best of the others is what the need would have got else.
    const net = ({ weight, offering }: StoredChoice) => weight - Math.max(0, prices[offering]!);
    const best = (among: readonly StoredChoice[]) =>
      among.reduce<StoredChoice | null>((one, other) => (one === null || net(other) > net(one) ? other : one), null);
    const own = open.find(({ offering }) => offering === held[need]);
    if (!own) {
      const nearest = best(open);
      if (!nearest) return { ...NOTHING, need, outcome: 'lost', reason: 'forbidden' };
      const reason = open.some(({ offering }) => left(offering) > 0) ? 'no-money' : 'outbid';
      const { offering: alternative, weight } = nearest;
      return { ...NOTHING, need, outcome: 'lost', reason, alternative, weight, ...band(alternative) };
    }
    const other = best(open.filter((choice) => choice !== own));
    const { offering, cost, score, weight, parts } = own;
    const won: Reason = prices[offering]! > 0 ? 'place-won' : 'place-left';
    return {
      ...{ need, outcome: 'assigned', reason: pinned.has(need) ? 'pinned' : won, offering, cost, score, weight, parts },
      ...band(offering),
      ...{ alternative: other?.offering ?? null, alternativePoints: other ? other.score - score : null },
    };
  });
  return { needs, offerings };
}

function choicesByNeed({ households, choices }: StoredMarket): StoredChoice[][] {
  const byNeed: StoredChoice[][] = households.map(() => []);
  for (const choice of choices) byNeed[choice.need]!.push(choice);
  return byNeed;
}

function countsOf({ offerings, choices }: StoredMarket, held: readonly number[], gone: ReadonlySet<number>) {
  const wanted = offerings.map(() => 0);
  const taken = offerings.map(() => 0);
  for (const { need, offering } of choices) if (!gone.has(need)) wanted[offering]! += 1;
  for (const offering of held) if (offering >= 0) taken[offering]! += 1;
  return { wanted, taken };
}

/** Offering by need of a solution; -1 for none. */
export const heldOf = ({ offering }: Pick<Market, 'offering'>, held: Int32Array): number[] =>
  Array.from(held, (edge) => (edge < 0 ? -1 : offering[edge]!));
