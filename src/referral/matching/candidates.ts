import type { Refusal } from './filters';
import { refusals } from './filters';
import type { CandidateOffering, HouseholdFacts, MatchContext, NeedToMeet, Phrase } from './matching.types';
import { notesOf } from './notes';
import type { RuleInput } from './rule';
import type { PartPoints } from './score';
import { scoreParts, totalOf } from './score';

export interface Candidate {
  offering: CandidateOffering;
  score: number;
  parts: readonly PartPoints[];
  /** Capacity unknown: ask the provider, reserve nothing. */
  askFirst: boolean;
  notes: readonly Phrase[];
}

export interface Excluded {
  offering: CandidateOffering;
  /** In binding order; the first is the binding reason. The change of an only refusal admits the offering. */
  refusals: readonly Refusal[];
}

export type Verdict = { admitted: true; candidate: Candidate } | { admitted: false; excluded: Excluded };

/** Why one offering is or is not a candidate for one need, also for offerings outside the list (code, area). */
export function judge(input: RuleInput): Verdict {
  const against = refusals(input);
  const { offering } = input;
  if (against.length > 0) return { admitted: false, excluded: { offering, refusals: against } };
  const parts = scoreParts(input);
  const askFirst = !offering.capacity.known;
  return { admitted: true, candidate: { offering, score: totalOf(parts), parts, askFirst, notes: notesOf(input) } };
}

const byId = (a: { offering: CandidateOffering }, b: { offering: CandidateOffering }): number =>
  a.offering.id < b.offering.id ? -1 : Number(a.offering.id > b.offering.id);

/** All offerings that carry the need's code: admitted by score, excluded by how little is missing; ties by id. */
export function judgeAll(
  household: HouseholdFacts,
  need: NeedToMeet,
  offerings: readonly CandidateOffering[],
  context: MatchContext,
): { candidates: readonly Candidate[]; excluded: readonly Excluded[] } {
  const candidates: Candidate[] = [];
  const excluded: Excluded[] = [];
  for (const offering of offerings) {
    if (!offering.codes.includes(need.code)) continue;
    const verdict = judge({ household, need, offering, context });
    if (verdict.admitted) candidates.push(verdict.candidate);
    else excluded.push(verdict.excluded);
  }
  return {
    candidates: candidates.sort((a, b) => b.score - a.score || byId(a, b)),
    excluded: excluded.sort((a, b) => a.refusals.length - b.refusals.length || byId(a, b)),
  };
}
