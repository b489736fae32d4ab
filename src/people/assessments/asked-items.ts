import { itemMaximum } from './instrument';
import type { Ages, Instrument, InstrumentItem } from './instrument';

/** The questions that are asked of this person and what was answered to them, high = need. */
export interface AskedItems {
  /** Those that count in the sum. */
  scored: InstrumentItem[];
  /** Answers to what was asked; what was written to a skipped question stands for nothing. */
  values: Map<string, number>;
  skipped: InstrumentItem[];
}

/**
 * Which questions apply: by age, and by the question they hang on (domain D). A question whose gate has no answer is
 * asked, and so is one whose ages cannot be compared: what is not known hides nothing.
 */
export function askedItems(
  instrument: Instrument,
  values: ReadonlyMap<string, number>,
  ageYears: number | null,
): AskedItems {
  const out = new Set<string>();
  for (const { id, askIf, ages } of instrument.items) {
    const closed = askIf && (out.has(askIf.item) || (values.get(askIf.item) ?? askIf.atLeast) < askIf.atLeast);
    if (closed || !ofAge(ages, ageYears)) out.add(id);
  }
  return {
    scored: instrument.items.filter(({ id, scored }) => scored && !out.has(id)),
    values: new Map([...values].filter(([id]) => !out.has(id))),
    skipped: instrument.items.filter(({ id }) => out.has(id)),
  };
}

/** True for everybody whose age is not known. */
export function ofAge(ages: Ages | undefined, ageYears: number | null): boolean {
  return !ages || ageYears === null || (ageYears >= ages.from && ageYears <= ages.to);
}

/** Points these questions can bring at most. */
export function reachablePoints(instrument: Instrument, items: readonly InstrumentItem[]): number {
  return items.reduce((total, item) => total + itemMaximum(instrument, item), 0);
}

/** Whether an answer says that the scale is not for this person, and which ones say it (S14). */
export function inapplicableBy({ notApplicable }: Instrument, values: ReadonlyMap<string, number>): string[] {
  if (!notApplicable) return [];
  return notApplicable.any.filter((id) => (values.get(id) ?? 0) >= notApplicable.value);
}
