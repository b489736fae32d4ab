import { askedItems, ofAge } from './asked-items';
import { computedValue } from './instrument';
import type { Instrument } from './instrument';
import type { HouseholdMeasures } from './measures';
import { needValues } from './score';
import type { Answers, ScoringContext } from './score-result';

/** How one question stands for this person: asked, not for them, or answered by the file. */
export interface Question {
  item: string;
  state: 'asked' | 'skipped' | 'computed';
  /** Why it does not apply: the age, or the question it hangs on. */
  because: 'age' | { item: string } | null;
  /** Of a computed one: the value. */
  value: number | null;
  /** The file should have answered it and lacks the figures. */
  factMissing: boolean;
}

/** A scale as it is put to one household or person. */
export interface Questionnaire {
  questions: Question[];
  /** The answers that stand: the file's over what was typed, nothing for what does not apply. */
  answers: Answers;
  context: ScoringContext;
  /** Questions that were answered although they do not apply, or the file answers them. */
  ignored: string[];
}

/** What has to be asked, given the answers so far; the server alone decides it (domain D). Pure. */
export function questionnaire(
  instrument: Instrument,
  given: Answers,
  ageYears: number | null,
  measures: HouseholdMeasures,
): Questionnaire {
  const computed = new Map<string, number>();
  for (const item of instrument.items) {
    const measured = item.computed ? (measures.byItem[item.id] ?? null) : null;
    if (measured !== null) computed.set(item.id, computedValue(item, measured));
  }
  const all: Answers = { ...given, ...Object.fromEntries(computed) };
  const out = new Set(askedItems(instrument, needValues(instrument, all), ageYears).skipped.map(({ id }) => id));
  const questions = instrument.items.map(({ id, askIf, ages, computed: how }): Question => {
    const skipped = out.has(id);
    const because = !skipped ? null : !ofAge(ages, ageYears) ? 'age' : askIf ? { item: askIf.item } : null;
    const state = skipped ? 'skipped' : computed.has(id) ? 'computed' : 'asked';
    return { item: id, state, because, value: computed.get(id) ?? null, factMissing: !!how && !computed.has(id) };
  });
  const standing = Object.entries(all).filter(([id]) => !out.has(id));
  const typed = (id: string) => given[id] !== undefined && given[id] !== null;
  return {
    questions,
    answers: Object.fromEntries(standing),
    context: {
      ageYears,
      ...(instrument.shows.includes('rigid-share') && measures.rigidShare ? { rigidShare: measures.rigidShare } : {}),
    },
    ignored: questions.filter(({ item, state }) => state !== 'asked' && typed(item)).map(({ item }) => item),
  };
}
