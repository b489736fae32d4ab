import { askedItems } from './asked-items';
import type { Instrument } from './instrument';
import type { Answers } from './score-result';
import { needValues } from './score';

/** What one form says of each question, high = need. */
export interface ItemAnswers {
  /** By item: the value that counts; null where it was to be answered and was not. Questions not asked are absent. */
  values: ReadonlyMap<string, number | null>;
  /** Whether every question that counts was asked and answered: only such rows can be laid over one another. */
  whole: boolean;
}

/** The answers item by item, as the scoring takes them. */
export function itemAnswers(instrument: Instrument, answers: Answers, ageYears: number | null): ItemAnswers {
  const { values, skipped } = askedItems(instrument, needValues(instrument, answers), ageYears);
  const out = new Set(skipped.map(({ id }) => id));
  const asked = instrument.items.filter(({ id }) => !out.has(id));
  return {
    values: new Map(asked.map(({ id }) => [id, values.get(id) ?? null])),
    whole: instrument.items.every(({ id, scored }) => !scored || values.has(id)),
  };
}
