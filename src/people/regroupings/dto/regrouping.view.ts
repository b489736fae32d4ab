import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { regroupingKinds, regroupingReasons } from '../regrouping.entity';
import { regroupingLifecycle } from '../regrouping.lifecycle';

const file = z.strictObject({ id: z.uuid(), self: z.string(), number: z.string() });

export const regroupingView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    kind: z.enum(regroupingKinds),
    state: z.enum(regroupingLifecycle.states),
    effectiveOn: z.iso.date(),
    reason: z.enum(regroupingReasons),
    note: released('contact', z.string().nullable(), { from: 'full' }),
    noAdultReason: released('contact', z.string().nullable(), { from: 'full' }),
    /** The file they were of and the file they are of now. */
    from: file,
    to: file,
    people: z.int(),
    doneAt: z.iso.datetime(),
    undoneAt: z.iso.datetime().nullable(),
    /** Acts that the reader may do now; whether a file has changed meanwhile shows when it is tried. */
    moves: z.array(z.string()),
    version: z.int(),
    withheld,
  })
  .meta({ id: 'Regrouping' });
export type RegroupingView = z.infer<typeof regroupingView>;
export const regroupingsView = z.strictObject({
  items: z.array(regroupingView),
  /** Where the people of a file that has joined another are now; null also where the reader does not reach it. */
  successor: file.nullable(),
  next: z.null(),
});
export type RegroupingsView = z.infer<typeof regroupingsView>;

/** What would follow, in codes: `regroupings.consequence.…` has the words. Nothing has been changed. */
export const regroupingPreview = z
  .strictObject({
    kind: z.enum(regroupingKinds),
    on: z.iso.date(),
    /** To be sent along when it is confirmed. */
    basis: z.string(),
    consequences: z.array(
      z.strictObject({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
    ),
    /** Only minors would be left in a file: a reason is asked for. */
    noAdult: z.enum(['here', 'there']).nullable(),
  })
  .meta({ id: 'RegroupingPreview' });
export type RegroupingPreview = z.infer<typeof regroupingPreview>;
