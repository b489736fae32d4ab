import type { Candidate } from './candidates';
import type { CandidateOffering, Phrase } from './matching.types';
import { MOST_POINTS } from './score';
import type { PartPoints } from './score';

const plain = (name: string, params: Phrase['params'] = {}): Phrase => ({ key: `match-household.${name}`, params });

/** Upper ends of the bands in which a household is told of ways and waits. */
const WAYS = [
  { way: 'door', metres: 500 },
  { way: 'walk', metres: 1500 },
  { way: 'ride', metres: 5000 },
] as const;
const WAITS = [
  { soon: 'now', days: 1 },
  { soon: 'week', days: 7 },
  { soon: 'month', days: 31 },
] as const;

function wayOf({ params }: Phrase): Phrase[] {
  const metres = params['metres'];
  if (typeof metres !== 'number') return [];
  const way = WAYS.find((one) => metres <= one.metres)?.way ?? 'far';
  return [plain('way', { way, kilometres: Math.ceil(metres / 1000) })];
}

function priceOf({ payer }: CandidateOffering, { params }: Phrase): Phrase {
  const fen = payer.kind === 'household' ? Number(params['fen'] ?? 0) : 0;
  return fen > 0 ? plain('pays', { fen }) : plain('free');
}

function placeOf({ offering, askFirst }: Candidate): Phrase {
  if (askFirst) return plain('ask-first');
  const days = offering.waitDays ?? null;
  if (days === null) return plain('place');
  return plain('wait', { soon: WAITS.find((one) => days <= one.days)?.soon ?? 'later' });
}

const languageOf = ({ params }: Phrase, points: number): Phrase[] =>
  points === MOST_POINTS.language ? [plain('language', { language: params['language'] ?? '' })] : [];

/** What each part of the score says to a household; the other parts speak of other people, or of the entry. */
const SAID: Partial<Record<PartPoints['part'], (candidate: Candidate, part: PartPoints) => readonly Phrase[]>> = {
  policy: ({ offering }) => (offering.layer === 'policy' ? [plain('policy')] : []),
  distance: (_, { because }) => wayOf(because),
  wait: (candidate) => [placeOf(candidate)],
  continuity: (_, { points }) => (points > 0 ? [plain('known')] : []),
  language: (_, { because, points }) => languageOf(because, points),
  price: ({ offering }, { because }) => [priceOf(offering, because)],
};

/**
 * Why an offering is laid before a household, in its own words: what it is to this household. Nothing of other people is in
 * it: no outcomes, no count of places or of those who hold them; how soon services begin is told in broad bands (R34, C3).
 */
export function plainReasons(candidate: Candidate): readonly Phrase[] {
  return candidate.parts.flatMap((part) => SAID[part.part]?.(candidate, part) ?? []);
}
