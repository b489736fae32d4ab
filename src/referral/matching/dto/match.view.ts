import { z } from 'zod';
import type { Candidate, Excluded } from '../candidates';
import { plainReasons } from '../household-words';
import type { MatchRun } from '../match-run.entity';
import type { NeedMatch } from '../match';
import type { CandidateOffering, Phrase } from '../matching.types';
import type { ProposedPlan } from '../proposed-plan';

const phrase = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
});
const offering = z.object({
  id: z.string(),
  self: z.string(),
  name: z.string(),
  providerId: z.string(),
  providerName: z.string(),
  codes: z.array(z.string()),
  layer: z.string(),
  priceFen: z.number(),
  priceUnit: z.string(),
  confirmedOn: z.string().nullable(),
});
const candidate = z.object({
  offering,
  score: z.number(),
  askFirst: z.boolean(),
  parts: z.array(z.object({ part: z.string(), points: z.number(), because: phrase })),
  notes: z.array(phrase),
  /** For the household: in its own words, and without anything of other people. */
  plainWords: z.array(z.string()),
});
const excluded = z.object({
  offering,
  refusals: z.array(
    z.object({
      rule: z.string(),
      citation: z.string(),
      cause: z.string(),
      reason: phrase,
      changeKind: z.string(),
      change: phrase,
    }),
  ),
});
const needMatch = z.object({
  need: z.object({
    ...{ id: z.string(), self: z.string(), code: z.string(), name: z.string() },
    ...{ severity: z.number(), memberId: z.string().nullable(), urgency: z.string() },
  }),
  candidates: z.array(candidate),
  admitted: z.number(),
  /** The nearest of them where there are many. */
  excluded: z.array(excluded),
  excludedTotal: z.number(),
  gap: z.object({ cause: z.string(), because: phrase }).nullable(),
});
const proposal = {
  objective: z.number(),
  bound: z.number(),
  items: z.array(
    z.object({
      ...{ needId: z.string(), offeringId: z.string(), providerId: z.string(), score: z.number() },
      ...{ askFirst: z.boolean(), side: z.string(), pinned: z.boolean() },
    }),
  ),
  contested: z.array(z.string()),
  /** Left open because every place is worth more to others; absent where no place is held back. */
  heldBack: z.array(z.string()).optional(),
};

/** Per need the ranked candidates and the excluded with rule, citation and the one change; and the best joint plan. */
export const matchView = z
  .object({
    id: z.string(),
    self: z.string(),
    householdId: z.string(),
    asOf: z.string(),
    versions: z.object({ taxonomy: z.string(), pack: z.string(), formula: z.string() }),
    needs: z.array(needMatch),
    plan: z.object({
      ...proposal,
      proof: phrase,
      alternatives: z.array(z.object({ emphasis: z.string(), ...proposal })),
      /** `best`: so many are admitted that the alternatives are chosen from the best of each need alone. */
      alternativesFrom: z.enum(['all', 'best']),
    }),
    brokenPins: z.array(z.object({ needId: z.string(), offeringId: z.string(), reason: z.string() })),
  })
  .meta({ id: 'Match' });
export type MatchView = z.infer<typeof matchView>;

/** How phrases and codes are said to this reader. */
export interface Speech {
  say: (phrase: Phrase) => string;
  service: (code: string) => string;
}

/** Nine sentences of ten stand in an answer more than once; each is said once. */
function saidOnce({ say, service }: Speech): Speech {
  const said = new Map<string, string>();
  return {
    service,
    say: (phrase) => {
      const name = JSON.stringify([phrase.key, phrase.params]);
      const known = said.get(name);
      if (known !== undefined) return known;
      const text = say(phrase);
      said.set(name, text);
      return text;
    },
  };
}

export function viewMatch({ id, householdId, result, snapshot }: MatchRun, reader: Speech): MatchView {
  const speech = saidOnce(reader);
  const { proof, alternatives, ...best } = result.plan;
  return {
    ...{ id, self: `/api/v1/matches/${id}`, householdId, asOf: result.asOf, versions: snapshot.versions },
    needs: result.needs.map((need) => viewNeed(need, speech)),
    plan: {
      ...viewProposal(best),
      proof: spoken(proof, speech),
      alternatives: alternatives.map(({ emphasis, ...plan }) => ({ emphasis, ...viewProposal(plan) })),
      alternativesFrom: snapshot.counted ? 'best' : 'all',
    },
    brokenPins: result.brokenPins.map((pin) => ({ ...pin })),
  };
}

function viewNeed(
  { need, candidates, admitted, excluded: out, keptOut, gap }: NeedMatch,
  speech: Speech,
): MatchView['needs'][number] {
  const { id, code, severity, memberId, urgency } = need;
  return {
    need: {
      ...{ id, self: `/api/v1/needs/${id}`, code, name: speech.service(code) },
      ...{ severity, memberId: memberId ?? null, urgency },
    },
    candidates: candidates.map((one) => viewCandidate(one, speech)),
    admitted,
    excluded: out.map((one) => viewExcluded(one, speech)),
    excludedTotal: keptOut ?? out.length,
    gap: gap ? { cause: gap.cause, because: spoken(gap.because, speech) } : null,
  };
}

const spoken = ({ key, params }: Phrase, speech: Speech): z.infer<typeof phrase> => ({
  key,
  params: { ...params },
  text: speech.say({ key, params }),
});

const viewOffering = (one: CandidateOffering): z.infer<typeof offering> => ({
  ...{ id: one.id, self: `/api/v1/offerings/${one.id}`, name: one.name },
  ...{ providerId: one.providerId, providerName: one.providerName, codes: [...one.codes], layer: one.layer },
  ...{ priceFen: one.priceFen, priceUnit: one.priceUnit, confirmedOn: one.confirmedOn },
});

const viewCandidate = (one: Candidate, speech: Speech): z.infer<typeof candidate> => ({
  ...{ offering: viewOffering(one.offering), score: one.score, askFirst: one.askFirst },
  parts: one.parts.map(({ part, points, because }) => ({ part, points, because: spoken(because, speech) })),
  notes: one.notes.map((note) => spoken(note, speech)),
  plainWords: plainReasons(one).map((phrase) => speech.say(phrase)),
});

const viewExcluded = (one: Excluded, speech: Speech): z.infer<typeof excluded> => ({
  offering: viewOffering(one.offering),
  refusals: one.refusals.map(({ rule, citation, cause, reason, changeKind, change }) => ({
    ...{ rule, citation, cause, changeKind },
    reason: spoken(reason, speech),
    change: spoken(change, speech),
  })),
});

const viewProposal = ({ objective, bound, items, contested, heldBack }: ProposedPlan) => ({
  ...{ objective, bound, contested: [...contested] },
  ...(heldBack && { heldBack: [...heldBack] }),
  items: items.map((item) => ({ ...item })),
});
