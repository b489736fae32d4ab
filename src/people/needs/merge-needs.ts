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
