import { z } from 'zod';
import { householdLine, memberView } from '../../households';
import { deviceEnds } from '../take-along.entity';
import { takeAlongLifecycle } from '../take-along.lifecycle';

const bilingual = z.strictObject({ zh: z.string(), en: z.string() });

export const takeAlongView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    accountId: z.uuid(),
    accountName: z.string(),
    device: z.string(),
    purpose: z.string(),
    households: z.int(),
    state: z.enum(takeAlongLifecycle.states),
    /** Why the device is refused; null while it may be used. */
    end: z.enum(deviceEnds).nullable(),
    takenAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** For a device whose clock may be years off. */
    secondsLeft: z.int(),
    lastPacketAt: z.iso.datetime().nullable(),
    version: z.int(),
  })
  .meta({ id: 'TakeAlongEntry' });
export type TakeAlongView = z.infer<typeof takeAlongView>;
export const takeAlongsView = z.strictObject({ items: z.array(takeAlongView), next: z.string().nullable() });

/** A scale with what a device needs to ask it: which questions hang on which, and for what ages. */
const fieldInstrument = z.strictObject({
  code: z.string(),
  version: z.string(),
  name: bilingual,
  construct: bilingual,
  subject: z.enum(['person', 'household']),
  mayUse: z.boolean().describe('false for who was not trained for it (R18)'),
  minimumAge: z.int().nullable(),
  maximumAge: z.int().nullable(),
  modes: z.array(z.enum(['self', 'proxy', 'observed'])),
  lookBack: bilingual,
  /** Answers that call for an act at once, without waiting for a network: any of these questions at this value or more. */
  alarms: z.array(z.strictObject({ any: z.array(z.string()), value: z.int(), steps: z.array(z.string()) })),
  items: z.array(
    z.strictObject({
      ...{ id: z.string(), zh: z.string(), en: z.string() },
      /** High answers mean little need: turned round before another question looks at it. */
      reverse: z.boolean(),
      askIf: z.strictObject({ item: z.string(), atLeast: z.int() }).nullable(),
      ages: z.strictObject({ from: z.int(), to: z.int() }).nullable(),
      /** Comes from the file and is not asked. */
      computed: z.boolean(),
      options: z.array(z.strictObject({ value: z.int(), zh: z.string(), en: z.string() })),
    }),
  ),
});

/** Of a household what is needed to assess it, as its reader may see it; no number of a person, no phone, no door. */
const fieldHousehold = householdLine.pick({ id: true, number: true, displayName: true, withheld: true }).extend({
  /** A triage is on file, so the other scales may be begun (S16). */
  triaged: z.boolean(),
  members: z.array(memberView.pick({ id: true, name: true, relation: true, age: true, withheld: true })),
});

export const takeAlongContents = z
  .strictObject({
    takeAlong: takeAlongView,
    instruments: z.array(fieldInstrument),
    households: z.array(fieldHousehold),
  })
  .meta({ id: 'TakeAlongContents' });
export type TakeAlongContents = z.infer<typeof takeAlongContents>;
export type FieldInstrument = z.infer<typeof fieldInstrument>;
