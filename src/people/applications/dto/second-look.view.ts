import { z } from 'zod';
import { released } from '../../../trust/access';
import { secondLookLifecycle } from '../second-look.lifecycle';

const words = released('economy', z.string().nullable(), { from: 'summary' });
const name = z.string().nullable();
const time = z.iso.datetime().nullable();

/** What the district found at a drawn decision (B22); part of the application, which says what is withheld. */
export const secondLookView = z.strictObject({
  state: z.enum(secondLookLifecycle.states),
  ground: words,
  lookedByName: name,
  lookedAt: time,
  answer: words,
  answeredByName: name,
  answeredAt: time,
  moves: z.array(z.string()),
});
export type SecondLookView = z.infer<typeof secondLookView>;

/** How much of what a township decided was looked at again, against the share that the pack asks for (R70). */
export const lookShareView = z.strictObject({
  unitId: z.uuid().nullable(),
  unitName: z.string().nullable(),
  act: z.string(),
  decided: z.int(),
  drawn: z.int(),
  looked: z.int(),
  /** With one decimal. */
  lookedPercent: z.number(),
  /** Null where the act is no longer handed down. */
  samplePercent: z.number().nullable(),
  reached: z.boolean(),
});
export type LookShareView = z.infer<typeof lookShareView>;
export const lookSharesView = z.strictObject({ items: z.array(lookShareView) });
