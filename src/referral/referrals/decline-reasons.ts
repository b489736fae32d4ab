import { join } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../../reference/data-files';

export const declineEffects = [
  'retry-elsewhere',
  'fix-data',
  'ask-papers',
  'widen-area',
  'pause-offering',
  'open-gap',
] as const;
export type DeclineEffect = (typeof declineEffects)[number];

const reasonSchema = z.strictObject({
  code: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  effect: z.enum(declineEffects),
  cause: z.enum(['no-supply', 'not-eligible', 'full', 'too-far', 'no-money', 'declined']),
});
export type DeclineReason = z.infer<typeof reasonSchema>;

/** The reasons in the order in which a provider reads them; each has exactly one effect. */
export const declineReasons: readonly DeclineReason[] = readDataFile(
  join(__dirname, 'decline-reasons.yaml'),
  z.strictObject({ reasons: z.array(reasonSchema).min(1) }),
).reasons;

/** The entry of a code; undefined for a code that is not in the table. */
export const declineReason = (code: string | null): DeclineReason | undefined =>
  declineReasons.find((one) => one.code === code);
