import { z } from 'zod';
import type { Comparison } from '../comparison';
import type { ExclusionPage } from '../exclusions';
import type { MatchRun } from '../match-run.entity';
import type { Replayed } from '../match-tools.service';
import type { CandidateOffering, NeedToMeet } from '../matching.types';
import type { TriedNeed, TriedPlace } from '../what-if';
import type { WeightQuery } from './match-tools.dto';
import type { Speech } from './match.view';

const named = z.object({ id: z.string(), self: z.string(), name: z.string(), provider: z.string() });
const need = z.object({ id: z.string(), self: z.string(), code: z.string(), name: z.string() });
const cell = z.object({ points: z.number().nullable(), says: z.array(z.string()) });

/** Offerings of one need side by side; `differs` marks what is not the same of all. */
export const comparisonView = z
  .object({
    matchId: z.string(),
    need,
    offerings: z.array(named.extend({ admitted: z.boolean(), score: z.number().nullable() })),
    rows: z.array(z.object({ fact: z.string(), cells: z.array(cell), differs: z.boolean() })),
  })
  .meta({ id: 'MatchComparison' });

const refusal = z.object({
  rule: z.string(),
  citation: z.string(),
  reason: z.string(),
  changeKind: z.string(),
  change: z.string(),
});

/** Why not, offering by offering: the rule that binds, the one change, and whether it alone admits. */
export const exclusionsView = z
  .object({
    items: z.array(
      z.object({ need, offering: named, binding: refusal, admits: z.boolean(), further: z.array(refusal) }),
    ),
    total: z.number(),
    rules: z.record(z.string(), z.number()),
    changes: z.record(z.string(), z.number()),
    next: z.string().nullable(),
  })
  .meta({ id: 'MatchExclusions' });

const place = z.object({
  offering: named,
  rank: z.number(),
  score: z.number(),
  usualRank: z.number(),
  usualScore: z.number(),
});

/** A trial: the order as it is beside the order under other weights. `kept` is always false. */
export const whatIfView = z
  .object({
    matchId: z.string(),
    kept: z.literal(false),
    weights: z.record(z.string(), z.number()),
    /** `best`: so many are admitted that those alone are reordered which stand first by the published weights. */
    reordered: z.enum(['all', 'best']),
    needs: z.array(
      z.object({
        ...{ need, usual: z.array(place), tried: z.array(place) },
        ...{ planned: named.nullable(), wouldPlan: named.nullable() },
      }),
    ),
  })
  .meta({ id: 'MatchWhatIf' });

/** A stored match made again from its inputs: SHA-256 of both answers in canonical JSON, and whether they are one. */
export const replayView = z
  .object({
    matchId: z.string(),
    versions: z.object({ taxonomy: z.string(), pack: z.string(), formula: z.string() }),
    stored: z.string(),
    again: z.string(),
    same: z.boolean(),
  })
  .meta({ id: 'MatchReplay' });

const viewOffering = ({ id, name, providerName: provider }: CandidateOffering): z.infer<typeof named> => ({
  ...{ id, self: `/api/v1/offerings/${id}`, name, provider },
});
const viewNeed = ({ id, code }: NeedToMeet, speech: Speech): z.infer<typeof need> => ({
  ...{ id, self: `/api/v1/needs/${id}`, code, name: speech.service(code) },
});

export function viewComparison(
  matchId: string,
  { need: of, offerings, rows }: Comparison,
  speech: Speech,
): z.infer<typeof comparisonView> {
  return {
    matchId,
    need: viewNeed(of, speech),
    offerings: offerings.map(({ offering, candidate }) => ({
      ...viewOffering(offering),
      ...{ admitted: candidate !== null, score: candidate?.score ?? null },
    })),
    rows: rows.map(({ fact, cells, differs }) => ({
      fact,
      cells: cells.map(({ points, says }) => ({ points, says: says.map((phrase) => speech.say(phrase)) })),
      differs,
    })),
  };
}

export function viewExclusions(page: ExclusionPage, speech: Speech): z.infer<typeof exclusionsView> {
  type Refusal = ExclusionPage['items'][number]['binding'];
  const said = ({ rule, citation, reason, changeKind, change }: Refusal): z.infer<typeof refusal> => ({
    ...{ rule, citation, reason: speech.say(reason), changeKind, change: speech.say(change) },
  });
  return {
    items: page.items.map(({ need: of, offering, binding, admits, further }) => ({
      ...{ need: viewNeed(of, speech), offering: viewOffering(offering) },
      ...{ binding: said(binding), admits, further: further.map(said) },
    })),
    total: page.total,
    rules: Object.fromEntries(page.rules),
    changes: Object.fromEntries(page.changes),
    next: page.next === null ? null : String(page.next),
  };
}

export function viewWhatIf(
  { id: matchId, snapshot }: MatchRun,
  weights: WeightQuery,
  needs: readonly TriedNeed[],
  speech: Speech,
): z.infer<typeof whatIfView> {
  const viewPlace = ({ offering, ...figures }: TriedPlace) => ({ offering: viewOffering(offering), ...figures });
  return {
    ...{ matchId, kept: false as const, weights: { ...weights } },
    reordered: snapshot.counted ? 'best' : 'all',
    needs: needs.map(({ need: of, usual, tried, planned, wouldPlan }) => ({
      ...{ need: viewNeed(of, speech), usual: usual.map(viewPlace), tried: tried.map(viewPlace) },
      planned: planned && viewOffering(planned),
      wouldPlan: wouldPlan && viewOffering(wouldPlan),
    })),
  };
}

export const viewReplay = ({ run, stored, again }: Replayed): z.infer<typeof replayView> => ({
  ...{ matchId: run.id, versions: run.snapshot.versions, stored, again, same: stored === again },
});
