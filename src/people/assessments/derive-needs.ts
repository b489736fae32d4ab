import type { Instrument, Severity } from './instrument';

/** A need that a result proposes; a person confirms it (R18). */
export interface DerivedNeed {
  /** Code of domain E. */
  code: string;
  severity: 1 | 2 | 3;
  /** Items that speak for it. */
  evidence: string[];
  who: 'person' | 'household';
}

/**
 * Which codes a result opens: by the level of the whole scale, by single answers, or both; the graver one counts, and
 * a need is never lighter than the scale that opened it. An incomplete form opens only what single answers show.
 */
export function deriveNeeds(
  instrument: Instrument,
  values: ReadonlyMap<string, number>,
  severity: Severity | null,
  complete: boolean,
): DerivedNeed[] {
  const raised = instrument.items.filter((item) => (values.get(item.id) ?? 0) > 0).map((item) => item.id);
  return instrument.needs.flatMap(({ code, who, fromSeverity, items }) => {
    const byScale = complete && fromSeverity !== undefined && (severity ?? 0) >= fromSeverity;
    const rules = items.filter((rule) => rule.any.some((id) => (values.get(id) ?? 0) >= rule.value));
    if (!byScale && rules.length === 0) return [];
    const level = instrument.scoring.kind === 'sum' ? (severity ?? 0) : 0;
    const grade = Math.max(1, level, ...rules.map((rule) => rule.severity));
    const shown = rules.flatMap((rule) => rule.any.filter((id) => (values.get(id) ?? 0) >= rule.value));
    const evidence = rules.length > 0 ? [...new Set(shown)] : raised;
    return [{ code, severity: grade >= 3 ? 3 : grade >= 2 ? 2 : 1, evidence, who }];
  });
}
