import { byWeight, CANDIDATES_PER_NEED, MOST_JOINT_NEEDS, solvedPlan, weightOf } from '../matching';
import type {
  Candidate,
  HouseholdFacts,
  MatchContext,
  NeedOptions,
  NeedToMeet,
  Phrase,
  Pin,
  ProposedPlan,
} from '../matching';
import { candidateOf } from './candidates';
import { firstPlan, NONE, type Options } from './first-plan';
import { HouseholdTerms, NeedTerms } from './household-terms';
import type { OfferingIndex } from './offering-index';
import { PROVIDER, TERMS, WIDTH, isStated, providerOf } from './record';
import { type Found, Scan } from './scan';
import { compareUuids } from './uuid-words';

/** What a match is asked for, without the offerings. */
export interface Question {
  household: HouseholdFacts;
  needs: readonly NeedToMeet[];
  context: MatchContext;
  /** What is left of the household's own ceiling, by fund; funds that are not named keep what their facts say (R13). */
  ceilings?: ReadonlyMap<string, number>;
}

export interface RankedOffering {
  offeringId: string;
  providerId: string;
  score: number;
  askFirst: boolean;
}

/** The part of a match that is asked most: per need the best offerings, and the best joint plan. */
export interface QuickAnswer {
  needs: ReadonlyArray<{ need: NeedToMeet; candidates: readonly RankedOffering[] }>;
  plan: ProposedPlan & { proof: Phrase };
  brokenPins: readonly Pin[];
  /** Records looked at. */
  read: number;
}

interface Asked {
  need: NeedToMeet;
  scan: Scan;
  terms: NeedTerms;
  found: Found;
  /** The record that a pin which holds names. */
  pinned: { record: number; score: number } | null;
}

/**
 * The lists and the joint plan that `match` gives for the same facts, from the index alone.
 *
 * The plan is the best while no limit stands against it (first-plan.ts); when one of places, hours or money does, the plan is
 * solved over all admitted offerings.
 */
export function answer(index: OfferingIndex, question: Question): QuickAnswer {
  const { context, needs, ceilings = new Map<string, number>() } = question;
  const household = new HouseholdTerms(index, question.household, context);
  const asked = [...needs].sort(byWeight).map((need, place): Asked => {
    const terms = new NeedTerms(index, household, need);
    const most = context.candidatesPerNeed ?? CANDIDATES_PER_NEED;
    const scan = new Scan(index, household, terms, most, place < MOST_JOINT_NEEDS ? 'plan' : 'ranked', ceilings);
    const pin = context.pins?.find(({ needId }) => needId === need.id);
    return { need, scan, terms, found: scan.find(), pinned: pin ? heldBy(index, scan, pin) : null };
  });
  const candidate = (record: number, score: number): Candidate => candidateOf(index, record, score, ceilings);
  const all = ({ need, terms, pinned }: Asked): NeedOptions => {
    if (pinned) return { need, candidates: [candidate(pinned.record, pinned.score)] };
    const { records, scores } = new Scan(index, household, terms, 1, 'all', ceilings).find();
    return { need, candidates: sorted(index, records, scores, candidate) };
  };
  const broken = (pin: Pin): boolean => {
    const of = asked.find(({ need }) => need.id === pin.needId);
    return !of || heldBy(index, of.scan, pin) === null;
  };
  return {
    needs: asked.map(({ need, found: { ranking } }) => ({ need, candidates: ranked(index, ranking) })),
    plan: planOf(index, asked, context, candidate, all),
    brokenPins: (context.pins ?? []).filter(broken),
    read: asked.reduce((sum, { scan }) => sum + scan.read, 0),
  };
}

function heldBy(index: OfferingIndex, scan: Scan, { offeringId }: Pin): Asked['pinned'] {
  const record = index.recordOf(offeringId);
  const score = record < 0 ? -1 : scan.scoreOf(record);
  return score < 0 ? null : { record, score };
}

/** By need the ids of the best offerings, without a plan. */
export function rankedLists(index: OfferingIndex, question: Question): Map<string, string[]> {
  const { household, needs, context, ceilings = new Map<string, number>() } = question;
  const terms = new HouseholdTerms(index, household, context);
  const most = context.candidatesPerNeed ?? CANDIDATES_PER_NEED;
  return new Map(
    needs.map((need) => {
      const { ranking } = new Scan(index, terms, new NeedTerms(index, terms, need), most, 'ranked', ceilings).find();
      return [need.id, ranking.records.map((record) => index.offeringIdOf(record))];
    }),
  );
}

/** All offerings that a need admits. */
export interface Admitted {
  count: number;
  /** Records looked at. */
  read: number;
  offeringIds(): string[];
}

/** Everything that the rules admit for one need of the question, unordered. */
export function admitted(index: OfferingIndex, { household, context, ceilings }: Question, need: NeedToMeet): Admitted {
  const terms = new HouseholdTerms(index, household, context);
  const scan = new Scan(index, terms, new NeedTerms(index, terms, need), 1, 'all', ceilings ?? new Map());
  const { records } = scan.find();
  const offeringIds = (): string[] => records.map((record) => index.offeringIdOf(record));
  return { count: records.length, read: scan.read, offeringIds };
}

type ToCandidate = (record: number, score: number) => Candidate;

function ranked(index: OfferingIndex, { records, scores }: Found['ranking']): RankedOffering[] {
  return records.map((record, place) => {
    const row = record * WIDTH;
    const providerId = index.providerIdOf(providerOf(index.words[row + PROVIDER]!));
    const askFirst = !isStated(index.words[row + TERMS]!);
    return { offeringId: index.offeringIdOf(record), providerId, score: scores[place]!, askFirst };
  });
}

function planOf(
  index: OfferingIndex,
  asked: readonly Asked[],
  context: MatchContext,
  candidate: ToCandidate,
  all: (asked: Asked) => NeedOptions,
): QuickAnswer['plan'] {
  const joint = asked.slice(0, MOST_JOINT_NEEDS);
  const rest = asked.slice(MOST_JOINT_NEEDS).map(({ need, found: { ranking } }): NeedOptions => {
    const candidates = ranking.records.map((record, place) => candidate(record, ranking.scores[place]!));
    return { need, candidates };
  });
  const first = solvedPlan([...chosen(index, joint, candidate), ...rest], context, 1);
  if (first.plan.proof.key === 'matching.proof.first') return first.plan;
  return solvedPlan([...joint.map(all), ...rest], context).plan;
}

/** The joint needs with what the first plan gives them. */
function chosen(index: OfferingIndex, asked: readonly Asked[], candidate: ToCandidate): NeedOptions[] {
  const options = asked.map(({ need, found: { records, scores }, pinned }): Options => {
    const weight = weightOf(need);
    return pinned ? { weight, records: [pinned.record], scores: [pinned.score] } : { weight, records, scores };
  });
  return firstPlan(index, options).map((place, need) => {
    const { records, scores } = options[need]!;
    return { need: asked[need]!.need, candidates: place === NONE ? [] : [candidate(records[place]!, scores[place]!)] };
  });
}

/** As matching orders candidates: by score, then by id. */
function sorted(
  index: OfferingIndex,
  records: readonly number[],
  scores: readonly number[],
  candidate: ToCandidate,
): Candidate[] {
  const order = [...records.keys()];
  order.sort((a, b) => scores[b]! - scores[a]! || compareUuids(index.words, records[a]! * WIDTH, records[b]! * WIDTH));
  return order.map((place) => candidate(records[place]!, scores[place]!));
}
