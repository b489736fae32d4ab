import type { Excluded } from './candidates';
import type { Candidate } from './candidates';
import { metresBetween } from './distance';
import type { MatchSnapshot } from './match-snapshot';
import type { MatchResult } from './match';
import type { CandidateOffering, NeedToMeet, Phrase } from './matching.types';
import { answerBand } from './notes';
import { costFen } from './rule';
import { SCORE_PARTS } from './score';
import type { PartPoints } from './score';

/** So many offerings are read side by side, no more (ux pattern 8). */
export const MOST_COMPARED = 4;

/** One offering of a comparison: a candidate, or one that was kept out. */
export type Compared = { offering: CandidateOffering } & (
  { candidate: Candidate; excluded: null } | { candidate: null; excluded: Excluded }
);

/** One thing said of every offering, in their order. `differs`: not the same of all. */
export interface ComparedRow {
  fact: string;
  cells: ReadonlyArray<{ points: number | null; says: readonly Phrase[] }>;
  differs: boolean;
}

export interface Comparison {
  need: NeedToMeet;
  offerings: readonly Compared[];
  rows: readonly ComparedRow[];
}

const fact = (name: string, params: Phrase['params'] = {}): Phrase => ({ key: `match-tools.fact.${name}`, params });

interface Seen {
  one: Compared;
  need: NeedToMeet;
  snapshot: MatchSnapshot;
}
type Says = (seen: Seen) => readonly Phrase[];

/** Upper ends of the bands of ways, in metres. */
const WAYS = [
  { way: 'door', metres: 500 },
  { way: 'walk', metres: 1500 },
  { way: 'ride', metres: 5000 },
] as const;

const way: Says = ({ one: { offering }, snapshot: { household } }) => {
  const metres = metresBetween(household.point, offering.point);
  if (metres === null) return [fact('way-unknown')];
  return [fact('way', { metres, way: WAYS.find((band) => metres <= band.metres)?.way ?? 'far' })];
};

const wait: Says = ({ one: { offering } }) => {
  const days = offering.waitDays ?? null;
  return [days === null ? fact('wait-unknown') : fact('wait', { days })];
};

const answers: Says = ({ one: { offering } }) => [answerBand(offering.answerMedianHours ?? null)];

const price: Says = ({ one: { offering } }) => [
  fact('price', { payer: offering.payer.kind, fen: costFen(offering), unit: offering.priceUnit }),
];

const places: Says = ({ one: { offering } }) => {
  const { known, left, nextPeriodOn } = offering.capacity;
  if (!known) return [fact('places-unknown')];
  if (left < 1) return [nextPeriodOn ? fact('places-next', { day: nextPeriodOn }) : fact('places-none')];
  return [offering.discreet ? fact('places-some') : fact('places', { left })];
};

const hours: Says = ({ one: { offering } }) => {
  const { schedule } = offering;
  if (!schedule || schedule.slots.length === 0) return [fact('hours-unknown')];
  return [fact('hours', { kind: schedule.fixed ? 'fixed' : 'agreed', windows: schedule.slots.length })];
};

/** What the provider has to show, and what the household has to. */
const papers: Says = ({ one: { offering } }) => {
  const { credential, eligibility } = offering;
  const { minAge, maxAge, classes = [], disabilityKinds = [], minDisabilityGrade } = eligibility;
  const aged = (minAge ?? 0) > 0 || (maxAge ?? 150) < 150;
  const disabled = disabilityKinds.length > 0 || (minDisabilityGrade ?? null) !== null;
  const asked = [
    ...(aged ? [fact('paper-age', { from: minAge ?? 0, to: maxAge ?? 150 })] : []),
    ...(disabled
      ? [fact('paper-disability', { kinds: disabilityKinds.join(', ') || '*', grade: minDisabilityGrade ?? 4 })]
      : []),
    ...(classes.length > 0 ? [fact('paper-class', { admitted: classes.join(', ') })] : []),
  ];
  const shown = fact('paper-credential', { state: credential.state, until: credential.validUntil ?? '-' });
  return [shown, ...(asked.length > 0 ? asked : [fact('paper-none')])];
};

const order: Says = ({ one: { offering } }) => [{ key: `matching.part.policy-${offering.layer}`, params: {} }];

/** What is missing before the offering could be chosen: the rule that binds, and the one change. */
const missing: Says = ({ one: { excluded } }) => {
  const [first] = excluded?.refusals ?? [];
  return first ? [first.reason, first.change] : [fact('nothing-missing')];
};

const FACTS: ReadonlyArray<readonly [string, Says]> = [
  ['missing', missing],
  ['order', order],
  ['way', way],
  ['wait', wait],
  ['answers', answers],
  ['price', price],
  ['places', places],
  ['hours', hours],
  ['papers', papers],
];

function row(name: string, cells: ComparedRow['cells']): ComparedRow {
  const texts = new Set(cells.map((cell) => JSON.stringify(cell)));
  return { fact: name, cells, differs: texts.size > 1 };
}

const partsOf = (offerings: readonly Compared[]): ReadonlyArray<PartPoints['part']> =>
  offerings.some(({ candidate }) => candidate?.parts.some(({ part }) => part === 'exposure'))
    ? [...SCORE_PARTS, 'exposure']
    : SCORE_PARTS;

function scoreRow(part: PartPoints['part'], offerings: readonly Compared[]): ComparedRow {
  const cells = offerings.map(({ candidate }) => {
    const found = candidate?.parts.find((one) => one.part === part);
    return found ? { points: found.points, says: [found.because] } : { points: null, says: [fact('no-points')] };
  });
  return row(`points-${part}`, cells);
}

/** The offerings of the result that are named, in the order in which they are named; a strange one is left out. */
export function comparedIn({ needs }: MatchResult, needId: string, offeringIds: readonly string[]): Compared[] {
  const found = needs.find(({ need }) => need.id === needId);
  return [...new Set(offeringIds)].flatMap((id): Compared[] => {
    const candidate = found?.candidates.find(({ offering }) => offering.id === id);
    if (candidate) return [{ offering: candidate.offering, candidate, excluded: null }];
    const excluded = found?.excluded.find(({ offering }) => offering.id === id);
    return excluded ? [{ offering: excluded.offering, candidate: null, excluded }] : [];
  });
}

/** Offerings of one need side by side: what matters to a choice, then the parts of the score, what differs marked. */
export function comparison(snapshot: MatchSnapshot, need: NeedToMeet, offerings: readonly Compared[]): Comparison {
  const score = offerings.map(({ candidate }) =>
    candidate
      ? { points: candidate.score, says: [fact('score', { score: candidate.score })] }
      : { points: null, says: [fact('no-points')] },
  );
  const facts = FACTS.map(([name, says]) =>
    row(
      name,
      offerings.map((one) => ({ points: null, says: says({ one, need, snapshot }) })),
    ),
  );
  const parts = partsOf(offerings).map((part) => scoreRow(part, offerings));
  return { need, offerings, rows: [row('score', score), ...facts, ...parts] };
}
