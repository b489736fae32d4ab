import { z } from 'zod';
import type { Instrument, InstrumentItem } from '../instrument';
import { readAloudLanguages, type ReadAloudLanguage, recordingName } from '../read-aloud';

const bilingual = z.strictObject({ zh: z.string(), en: z.string() });
const head = {
  id: z.string(),
  self: z.string(),
  code: z.string(),
  version: z.string(),
  name: bilingual,
  construct: bilingual,
  subject: z.enum(['person', 'household']),
  modes: z.array(z.enum(['self', 'proxy', 'observed'])),
};
/** Name of the recording of a question, and whether the county has laid it into its folder. */
const recording = z.strictObject({ language: z.enum(readAloudLanguages), file: z.string(), available: z.boolean() });

export const instrumentsView = z.strictObject({ items: z.array(z.strictObject(head)), next: z.null() });
export const instrumentView = z.strictObject({
  ...head,
  /** Who may use it, and what whoever uses it has to know. */
  assessors: z.enum(['any', 'trained']),
  training: bilingual.nullable(),
  /** Whether a child's own words may stand beside the answers. */
  childWords: z.boolean(),
  minimumAge: z.int().nullable(),
  maximumAge: z.int().nullable(),
  /** Months after which it is asked again, from and to. */
  retestMonths: z.tuple([z.int(), z.int()]).nullable(),
  lookBack: z.strictObject({ days: z.int(), zh: z.string(), en: z.string() }),
  items: z.array(
    z.strictObject({
      id: z.string(),
      zh: z.string(),
      en: z.string(),
      scored: z.boolean(),
      options: z.array(z.strictObject({ value: z.int(), zh: z.string(), en: z.string() })),
      /** Asked only where that question's answer says so much need. */
      askIf: z.strictObject({ item: z.string(), atLeast: z.int() }).nullable(),
      ages: z.strictObject({ from: z.int(), to: z.int() }).nullable(),
      /** Worked out from the file where it has these facts; asked else. */
      computed: z
        .strictObject({
          facts: z.array(z.string()),
          measure: z.enum(['percent', 'months']),
          bands: z.array(z.number()),
        })
        .nullable(),
      audio: z.array(recording),
    }),
  ),
});
export type InstrumentView = z.infer<typeof instrumentView>;

export function viewInstrumentHead({ code, version, name, construct, subject, modes }: Instrument) {
  return { id: code, self: `/api/v1/instruments/${code}`, code, version, name, construct, subject, modes };
}

/** @param recorded whether there is a recording of the question in a language */
export function viewInstrument(
  instrument: Instrument,
  recorded: (item: string, language: ReadAloudLanguage) => boolean,
): InstrumentView {
  const { code, assessors, training, childWords, minimumAge, maximumAge, retestMonths, lookBack } = instrument;
  return {
    ...viewInstrumentHead(instrument),
    ...{ assessors, training: training ?? null, childWords, minimumAge, maximumAge, retestMonths, lookBack },
    items: instrument.items.map(({ id, zh, en, scored, options, askIf, ages, computed }: InstrumentItem) => ({
      ...{ id, zh, en, scored },
      options: instrument.options[options] ?? [],
      ...{ askIf: askIf ?? null, ages: ages ?? null, computed: computed ?? null },
      audio: readAloudLanguages.map((language) => ({
        language,
        file: recordingName(code, id, language),
        available: recorded(id, language),
      })),
    })),
  };
}
