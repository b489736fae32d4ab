import fc from 'fast-check';
import { Taxonomy } from '../../reference/taxonomy';
import { optionValues } from './instrument';
import type { Instrument, InstrumentItem } from './instrument';
import { Instruments } from './instruments';
import { score } from './score';
import type { Answers } from './score-result';

const scales = new Instruments(new Taxonomy()).all().map((instrument) => [instrument.code, instrument] as const);
const ages = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null });

/** Every question answered. */
const answersTo = ({ items, ...rest }: Instrument): fc.Arbitrary<Answers> =>
  fc.record(
    Object.fromEntries(items.map((item) => [item.id, fc.constantFrom(...optionValues({ items, ...rest }, item))])),
  );
/** Some questions left open. */
const openAnswersTo = (instrument: Instrument): fc.Arbitrary<Answers> =>
  fc.record(
    Object.fromEntries(
      instrument.items.map((item) => [
        item.id,
        fc.option(fc.constantFrom(...optionValues(instrument, item)), { nil: null, freq: 8 }),
      ]),
    ),
  );
/** A question that decides whether the scale applies has no worse answer (S14). */
const gradedItems = ({ items, notApplicable }: Instrument): InstrumentItem[] =>
  items.filter(({ id }) => !notApplicable?.any.includes(id));

describe('every scale', () => {
  it.each(scales)('%s: a worse answer never lowers the severity of the result or of a need', (_code, instrument) => {
    const graded = fc.constantFrom(...gradedItems(instrument));
    fc.assert(
      fc.property(answersTo(instrument), graded, fc.boolean(), ages, (given, item, skipped, ageYears) => {
        const other = instrument.items.find((entry) => entry.id !== item.id && entry.scored);
        const before: Answers = skipped && other ? { ...given, [other.id]: null } : given;
        const now = before[item.id] ?? 0;
        const worse = optionValues(instrument, item).filter((value) => (item.reverse ? value < now : value > now));
        const first = score(instrument, before, { ageYears });
        for (const value of worse) {
          const then = score(instrument, { ...before, [item.id]: value }, { ageYears });
          expect(then.severity ?? 0).toBeGreaterThanOrEqual(first.severity ?? 0);
          for (const need of first.needs) {
            const later = then.needs.find((entry) => entry.code === need.code);
            expect(later?.severity ?? 0).toBeGreaterThanOrEqual(need.severity);
          }
        }
      }),
    );
  });

  it.each(scales)('%s: the order of answering never matters', (_code, instrument) => {
    const order = fc.shuffledSubarray(
      instrument.items.map(({ id }) => id),
      { minLength: instrument.items.length },
    );
    fc.assert(
      fc.property(openAnswersTo(instrument), order, ages, (given, ids, ageYears) => {
        const otherwise = Object.fromEntries(ids.map((id) => [id, given[id]]));
        expect(score(instrument, otherwise, { ageYears })).toEqual(score(instrument, given, { ageYears }));
      }),
    );
  });

  it.each(scales)(
    '%s: an answer to a skipped question changes nothing, and none of them is missing',
    (_code, instrument) => {
      fc.assert(
        fc.property(openAnswersTo(instrument), ages, (given, ageYears) => {
          const result = score(instrument, given, { ageYears });
          const silent = Object.fromEntries((result.skipped ?? []).map((id) => [id, null]));
          expect(score(instrument, { ...given, ...silent }, { ageYears })).toEqual(result);
          expect(result.missing.filter((id) => result.skipped?.includes(id))).toEqual([]);
          expect(result.raw ?? 0).toBeLessThanOrEqual(result.max ?? 0);
        }),
      );
    },
  );
});
