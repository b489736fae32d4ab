import type { Need, NeedEvidence } from './need.entity';

/** What several results say of one need: the same code for the same person, or for the household as a whole. */
export type NeedStatement = Pick<Need, 'severity' | 'everyDays' | 'assessed' | 'assessmentIds' | 'evidence'>;

/**
 * One need out of two statements about it (R18): the highest severity, the shortest rhythm and all evidence. It does not
 * matter which came first, how they are grouped, or whether one is said twice: results arrive in any order.
 */
export function mergeNeeds(one: NeedStatement, other: NeedStatement): NeedStatement {
  const assessmentIds = [...new Set([...one.assessmentIds, ...other.assessmentIds])].sort();
  return {
    severity: Math.max(one.severity, other.severity),
    everyDays: shortest(one.everyDays, other.everyDays),
    assessed: one.assessed || other.assessed,
    assessmentIds,
    evidence: united([...one.evidence, ...other.evidence]),
  };
}

/**
 * What is left of a need without what some results said; null where nothing is left. Never graver than before.
 * @param word how grave somebody's own words were, which stands in no evidence; null where nobody has said any
 */
export function withoutResults(
  need: NeedStatement,
  gone: ReadonlySet<string>,
  word: number | null,
): NeedStatement | null {
  const evidence = need.evidence.filter((one) => one.kind === 'statement' || !gone.has(one.assessmentId));
  if (evidence.length === 0) return null;
  const results = evidence.filter((one) => one.kind === 'assessment');
  const words = results.length < evidence.length ? [word ?? need.severity] : [];
  const assessmentIds = need.assessmentIds.filter((id) => !gone.has(id));
  return {
    severity: Math.min(need.severity, Math.max(...words, ...results.map(({ severity }) => severity))),
    everyDays: results.map((one) => one.everyDays ?? null).reduce(shortest, null),
    assessed: assessmentIds.length > 0,
    assessmentIds,
    evidence,
  };
}

/** Whether everything that speaks for one speaks for the other too. */
export function saysNothingBeyond(one: NeedStatement, other: NeedStatement): boolean {
  const known = new Set(other.evidence.map(keyOf));
  return one.evidence.every((evidence) => known.has(keyOf(evidence)));
}

function shortest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** The oldest first; of one moment in an order of its own, so that it never depends on who came first. */
function united(evidence: readonly NeedEvidence[]): NeedEvidence[] {
  const byKey = new Map(evidence.map((one) => [keyOf(one), one]));
  const keys = [...byKey.keys()].sort();
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

function keyOf(one: NeedEvidence): string {
  if (one.kind === 'statement') return JSON.stringify([one.at, one.kind, one.by, one.text]);
  const { at, kind, assessmentId, instrument, severity, items, everyDays } = one;
  return JSON.stringify([at, kind, assessmentId, instrument, severity, items, everyDays ?? null]);
}
