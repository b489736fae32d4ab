import { z } from 'zod';
import type { Instrument } from '../instrument';

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

export const instrumentsView = z.strictObject({ items: z.array(z.strictObject(head)), next: z.null() });
export const instrumentView = z.strictObject({
  ...head,
  minimumAge: z.int().nullable(),
  lookBack: z.strictObject({ days: z.int(), zh: z.string(), en: z.string() }),
  items: z.array(
    z.strictObject({
      id: z.string(),
      zh: z.string(),
      en: z.string(),
      scored: z.boolean(),
      options: z.array(z.strictObject({ value: z.int(), zh: z.string(), en: z.string() })),
    }),
  ),
});
export type InstrumentView = z.infer<typeof instrumentView>;

export function viewInstrumentHead({ code, version, name, construct, subject, modes }: Instrument) {
  return { id: code, self: `/api/v1/instruments/${code}`, code, version, name, construct, subject, modes };
}

export function viewInstrument(instrument: Instrument): InstrumentView {
  return {
    ...viewInstrumentHead(instrument),
    minimumAge: instrument.minimumAge,
    lookBack: instrument.lookBack,
    items: instrument.items.map(({ id, zh, en, scored, options }) => ({
      ...{ id, zh, en, scored },
      options: instrument.options[options] ?? [],
    })),
  };
}
