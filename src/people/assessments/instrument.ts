import { z } from 'zod';

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const stem = z.string().min(1).max(30);
const severity = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
const option = z.strictObject({ value: z.int().min(0).max(4), zh: z.string().min(1), en: z.string().min(1) });

/** Years of life, both ends included. */
const ages = z.strictObject({ from: z.int().min(0).default(0), to: z.int().max(150).default(150) });
/** Computed from the file instead of asked: the value is the number of bands that the measure has reached (S13). */
const computed = z.strictObject({
  facts: z.array(z.string()).min(1),
  measure: z.enum(['percent', 'months']),
  bands: z.array(z.number().positive()).min(1),
});

const item = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  zh: stem,
  en: stem,
  options: z.string(),
  /** High answers mean little need: the value is turned round before it counts. */
  reverse: z.boolean().default(false),
  /** False for questions that only raise a flag or open other questions. */
  scored: z.boolean().default(true),
  /** One of the six statutory acts of B23. */
  sixAct: z.boolean().default(false),
  triage: z.enum(['red', 'amber']).optional(),
  /** Asked only where an earlier question came to this need value. */
  askIf: z.strictObject({ item: z.string(), atLeast: z.int().min(1) }).optional(),
  /** Asked only of people of these ages; of everybody whose age is not known. */
  ages: ages.optional(),
  computed: computed.optional(),
});
const itemRule = z.strictObject({
  any: z.array(z.string()).min(1),
  value: z.int().min(1),
  severity,
  /** How often somebody has to come, where the answer says so (S06). */
  everyDays: z.int().min(1).optional(),
});
const need = z.strictObject({
  code: z.string(),
  who: z.enum(['person', 'household']),
  fromSeverity: z.int().min(1).max(3).optional(),
  items: z.array(itemRule).default([]),
  ages: ages.optional(),
});
/** What follows a flag beyond the level: by when, to whom, and who must not read of it. */
const flagEffects = {
  clockHours: z.int().min(1).optional(),
  route: z.enum(['centre-direct', 'holding-tier', 'education-desk']).optional(),
  /** Has to be reported to police or civil affairs at once; the reporter stays secret (B30, B31). */
  mandatoryReport: z.literal(true).optional(),
  /** Not for providers and volunteers (C3). */
  restricted: z.literal(true).optional(),
  /** The emergency triage has to be filled in now (S16). */
  startTriage: z.literal(true).optional(),
};
const flag = z.strictObject({
  code: z.string(),
  any: z.array(z.string()).min(1),
  value: z.int().min(1),
  severity: severity.nullable(),
  triage: z.enum(['red', 'amber']).nullable(),
  ...flagEffects,
});
const triageTarget = z.strictObject({
  severity,
  contactHours: z.int().nullable(),
  aidHours: z.int().nullable(),
  contactWorkDays: z.int().nullable(),
  route: z.enum(['centre-direct', 'holding-tier']),
  bypassPolicyFirst: z.boolean(),
});
const scoring = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sum'), cuts: z.tuple([z.int().min(1), z.int(), z.int()]) }),
  z.strictObject({
    kind: z.literal('triage'),
    levels: z.strictObject({ red: triageTarget, amber: triageTarget, green: triageTarget }),
  }),
]);

/** S01 to S16 are ours; a county's own may be called otherwise. */
export const instrumentCode = z.string().regex(/^[A-Z]{1,6}\d{2,6}$/);

/** One scale of domain D as data: questions in our own words, how they count and what they open. */
export const instrumentSchema = z.strictObject({
  code: instrumentCode,
  version: z.string().regex(/^\d+(\.\d+)*$/),
  name: bilingual,
  construct: bilingual,
  subject: z.enum(['person', 'household']),
  /** Who may use it: anybody who assesses, or only who was trained for it (R18). */
  assessors: z.enum(['any', 'trained']).default('any'),
  training: bilingual.optional(),
  minimumAge: z.int().nullable(),
  maximumAge: z.int().nullable().default(null),
  modes: z.array(z.enum(['self', 'proxy', 'observed'])).min(1),
  lookBack: z.strictObject({ days: z.int().min(0), zh: z.string(), en: z.string() }),
  options: z.record(z.string(), z.array(option).min(2)),
  items: z.array(item).min(1),
  /** About a child, whose own words may stand beside the answers. */
  childWords: z.boolean().default(false),
  /** Answers that say the scale is not for this person; nothing is scored then (S14). */
  notApplicable: z.strictObject({ any: z.array(z.string()).min(1), value: z.int().min(1) }).optional(),
  /** Figures of the file that are shown beside the result and never count in it (B18). */
  shows: z.array(z.enum(['rigid-share'])).default([]),
  /** When to ask again, from and to; null where it is asked at every intake. */
  retestMonths: z.tuple([z.int(), z.int()]).nullable().default([3, 6]),
  scoring,
  flags: z.array(flag),
  needs: z.array(need),
});

export type Instrument = z.infer<typeof instrumentSchema>;
export type InstrumentItem = Instrument['items'][number];
export type InstrumentFlag = Instrument['flags'][number];
export type Ages = z.infer<typeof ages>;
export type Severity = z.infer<typeof severity>;
export type TriageLevel = 'red' | 'amber' | 'green';
export type TriageTarget = z.infer<typeof triageTarget>;

/** What a person may choose for an item, with its words. */
export function itemOptions(instrument: Instrument, of: InstrumentItem): Array<z.infer<typeof option>> {
  return instrument.options[of.options] ?? [];
}

/** Values a person may choose for an item. */
export function optionValues(instrument: Instrument, of: InstrumentItem): number[] {
  return itemOptions(instrument, of).map((choice) => choice.value);
}

/** The highest need value an item can have. */
export function itemMaximum(instrument: Instrument, of: InstrumentItem): number {
  return Math.max(...optionValues(instrument, of));
}

/**
 * The value of a computed question: how many of its bands the measure has reached (S13).
 * @throws TypeError for a question that is asked
 */
export function computedValue({ id, computed: how }: InstrumentItem, measured: number): number {
  if (!how) throw new TypeError(`${id} is asked, not computed`);
  return how.bands.filter((band) => measured >= band).length;
}
