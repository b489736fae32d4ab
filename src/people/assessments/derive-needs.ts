import { ofAge } from './asked-items';
import type { Instrument, Severity } from './instrument';

/** A need that a result proposes; a person confirms it (R18). */
export interface DerivedNeed {
  /** Code of domain E. */
  code: string;
  severity: 1 | 2 | 3;
  /** Items that speak for it. */
  evidence: string[];
  who: 'person' | 'household';
  /** How often somebody has to come, where an answer says so: daily to whom nobody has seen for a week (S06). */
  everyDays?: number;
}

/** How far the scale as a whole has come. */
export interface Reached {
  severity: Severity | null;
  complete: boolean;
  ageYears: number | null;
}

/**
 * Which codes a result opens: by the level of the whole scale, by single answers, or both; the graver one counts, and
 * a need is never lighter than the scale that opened it. An incomplete form opens only what single answers show. Needs
 * of other ages than the person's stay closed.
 */
export function deriveNeeds(
  instrument: Instrument,
  values: ReadonlyMap<string, number>,
  { severity, complete, ageYears }: Reached,
): DerivedNeed[] {
  const reached = (id: string, value: number) => (values.get(id) ?? 0) >= value;
  const flagged = instrument.flags.flatMap((flag) => flag.any);
  // A question that only opens others speaks for no need.
  const speaking = instrument.items.filter((item) => item.scored || flagged.includes(item.id));
  const raised = speaking.filter((item) => reached(item.id, 1)).map((item) => item.id);
  return instrument.needs.flatMap(({ code, who, fromSeverity, items, ages }) => {
    const byScale = complete && fromSeverity !== undefined && (severity ?? 0) >= fromSeverity;
    const rules = items.filter((rule) => rule.any.some((id) => reached(id, rule.value)));
    if ((!byScale && rules.length === 0) || !ofAge(ages, ageYears)) return [];
    const level = instrument.scoring.kind === 'sum' ? (severity ?? 0) : 0;
    const grade = Math.max(1, level, ...rules.map((rule) => rule.severity));
    const shown = rules.flatMap((rule) => rule.any.filter((id) => reached(id, rule.value)));
    const evidence = rules.length > 0 ? [...new Set(shown)] : raised;
    const rhythms = rules.flatMap(({ everyDays }) => everyDays ?? []);
    const rhythm = rhythms.length > 0 ? { everyDays: Math.min(...rhythms) } : {};
    return [{ code, severity: grade >= 3 ? 3 : grade >= 2 ? 2 : 1, evidence, who, ...rhythm }];
  });
}
