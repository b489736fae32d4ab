import type { Excluded } from './candidates';
import type { Refusal } from './filters';
import type { MatchResult } from './match';
import type { CandidateOffering, NeedToMeet } from './matching.types';
import type { ChangeKind, RuleName } from './rule';

/** Which of the offerings that were kept out are asked for. */
export interface ExclusionFilter {
  needId?: string;
  /** The rule that binds. */
  rule?: string;
  /** The change that would lift it. */
  change?: string;
  /** Only those that a single change would admit. */
  oneChange?: boolean;
}

/** One offering kept out of one need: the rule that binds, and the one change that lifts it. */
export interface Exclusion {
  need: NeedToMeet;
  offering: CandidateOffering;
  binding: Refusal;
  /** The change alone admits the offering; else the further refusals stand too. */
  admits: boolean;
  further: readonly Refusal[];
}

export interface ExclusionPage {
  items: readonly Exclusion[];
  total: number;
  /** How many of the page's filter, without rule and change, each of them would show. */
  rules: ReadonlyMap<RuleName, number>;
  changes: ReadonlyMap<ChangeKind, number>;
  next: number | null;
}

const counted = <K>(keys: readonly K[]): Map<K, number> => {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

function exclusion(need: NeedToMeet, { offering, refusals }: Excluded): Exclusion[] {
  const [binding, ...further] = refusals;
  return binding ? [{ need, offering, binding, admits: further.length === 0, further }] : [];
}

/** Why not, offering by offering: those that lack least come first, need by need, `limit` of them after `skip`. */
export function exclusionPage(
  { needs }: MatchResult,
  { needId, rule, change, oneChange }: ExclusionFilter,
  skip: number,
  limit: number,
): ExclusionPage {
  const all = needs
    .filter(({ need }) => needId === undefined || need.id === needId)
    .flatMap(({ need, excluded }) => excluded.flatMap((one) => exclusion(need, one)))
    .filter(({ admits }) => !oneChange || admits);
  const found = all.filter(
    ({ binding }) =>
      (rule === undefined || binding.rule === rule) && (change === undefined || binding.changeKind === change),
  );
  const next = skip + limit;
  return {
    items: found.slice(skip, next),
    total: found.length,
    rules: counted(all.map(({ binding }) => binding.rule)),
    changes: counted(all.map(({ binding }) => binding.changeKind)),
    next: next < found.length ? next : null,
  };
}
