import {
  type Candidate,
  type CandidateOffering,
  costFen,
  type Excluded,
  judge,
  type MatchSnapshot,
  type NeedToMeet,
  SERVED_BASE,
  weightOf,
} from '../matching';
import type { MarketOffering } from './market';

/** One household with its needs, what is offered for them and the context: as a match reads it. */
export type HouseholdSnapshot = Pick<MatchSnapshot, 'household' | 'needs' | 'offerings' | 'context'>;

/** What could serve a need, with what it is worth and takes, and what is kept from it. */
export interface NeedChoices {
  need: NeedToMeet;
  admitted: ReadonlyArray<{ candidate: Candidate; weight: number; cost: number }>;
  excluded: readonly Excluded[];
}

/** Offerings, by need, for which it stands in the queue: to it they are full until its turn comes (R97). */
export type Queued = ReadonlyMap<string, readonly string[]>;

const full = (offering: CandidateOffering): CandidateOffering => ({
  ...offering,
  capacity: { ...offering.capacity, known: true, left: 0 },
});

/**
 * What the rules of matching admit to each need of a household, and what each is worth: u x (10,000 + score), as in its joint plan.
 * So one household alone is shared out as its own plan would be, hours that clash apart.
 */
export function choicesOf(
  { household, needs, offerings, context }: HouseholdSnapshot,
  queued: Queued = new Map(),
): NeedChoices[] {
  return needs.map((need) => {
    const waitsFor = new Set(queued.get(need.id));
    const verdicts = offerings
      .filter(({ codes }) => codes.includes(need.code))
      .map((offering) => (waitsFor.has(offering.id) ? full(offering) : offering))
      .map((offering) => judge({ household, need, offering, context }));
    const admitted = verdicts.flatMap((verdict) => {
      if (!verdict.admitted) return [];
      const { candidate } = verdict;
      const weight = weightOf(need) * (SERVED_BASE + candidate.score);
      return [{ candidate, weight, cost: costFen(candidate.offering) }];
    });
    return { need, admitted, excluded: verdicts.flatMap((one) => (one.admitted ? [] : [one.excluded])) };
  });
}

/** Whose money pays for an offering; null where nobody's is counted. */
export const purseOf = ({ payer }: CandidateOffering): string | null =>
  payer.kind === 'fund' || payer.kind === 'contract' ? `${payer.kind} ${payer.id}` : null;

/** Nobody knows of how many places an offering disposes that never said: it is asked first, and limits nothing. */
export function placesOf(offering: CandidateOffering, most: number): MarketOffering {
  const { id, providerId: provider, capacity, payer } = offering;
  const left = capacity.known ? capacity.left : most;
  const units = payer.kind === 'contract' ? (payer.leftUnits ?? left) : left;
  return { id, provider, capacity: Math.min(left, units), budget: purseOf(offering) };
}

/** What is left in each fund and contract; the least that is said of it, should it be said twice. */
export function pursesOf(offerings: readonly CandidateOffering[]): Array<{ id: string; fen: number }> {
  const left = new Map<string, number>();
  for (const offering of offerings) {
    const id = purseOf(offering);
    const { payer } = offering;
    if (id === null || !('leftFen' in payer)) continue;
    left.set(id, Math.min(payer.leftFen, left.get(id) ?? Number.MAX_SAFE_INTEGER));
  }
  return [...left].map(([id, fen]) => ({ id, fen }));
}
