import { z } from 'zod';
import { gapCauses } from '../../../referral/gaps';
import { dimensions } from '../coverage';
import { overrideGrounds } from '../choices';
import { providerSizes } from '../provider-size';
import { lossKinds } from '../unmatched';

/** Null: fewer than ten, or a figure from which fewer could be worked out (domain F). */
const count = z.int().nullable();
const share = z.int().min(0).max(100).nullable().describe('Per cent; null where its counts are');
const covered = { needs: count, served: count, share };
const lost = z.record(z.enum(lossKinds), count);

/** Who gets what the district has to give (I8, I21, I25). No figure stands for fewer than ten needs. */
export const fairnessView = z
  .strictObject({
    from: z.iso.date().describe('First day of a year'),
    until: z.iso.date(),
    severity: z.int().describe('Least severity of the needs that coverage counts; what was lost is counted of all'),
    coverage: z.strictObject({
      all: z.strictObject(covered),
      dimensions: z.array(
        z.strictObject({
          dimension: z.enum(dimensions),
          groups: z.array(
            z.strictObject({ key: z.string(), name: z.string().nullable().describe('Of a township'), ...covered }),
          ),
        }),
      ),
    }),
    offers: z.strictObject({
      matches: z.int().describe('Stored matches that were read, the newest first'),
      capped: z.boolean().describe('There are more; the oldest were left out'),
      sizes: z.array(
        z.strictObject({
          size: z.enum(providerSizes),
          providers: z.int(),
          offerings: z.int(),
          shown: count.describe('Needs to which an offering was shown, once each'),
          chosen: count,
          accepted: count,
          share,
        }),
      ),
    }),
    choices: z.strictObject({
      all: count.describe('Referrals made after a match, of the newest that were read'),
      capped: z.boolean().describe('There are more referrals; the oldest were left out'),
      first: count,
      others: z.array(z.strictObject({ ground: z.enum(overrideGrounds), choices: count })),
      share: share.describe('Per cent that are not the first candidate'),
    }),
    unmatched: z.strictObject({
      all: lost,
      causes: z.array(z.strictObject({ cause: z.enum(gapCauses), kind: z.enum(lossKinds), needs: count })),
      townships: z.array(z.strictObject({ key: z.string(), name: z.string().nullable(), lost })),
    }),
    floors: z
      .strictObject({
        allocationId: z.uuid(),
        number: z.string(),
        name: z.string(),
        items: z.array(
          z.strictObject({
            id: z.string().describe('Group and key, as `township:12`'),
            atLeast: count,
            served: count,
            met: z.boolean(),
            price: z.int().describe('Points that each served need of the group was given more'),
          }),
        ),
      })
      .nullable()
      .describe('Of the allocation that was published last; null where none was, or the reader may not see it'),
  })
  .meta({ id: 'Fairness' });
export type FairnessView = z.infer<typeof fairnessView>;

/** A choice that was not the first candidate: within reach of whoever reads its referral. */
export const overrideView = z
  .strictObject({
    referralId: z.uuid(),
    self: z.string(),
    number: z.string(),
    code: z.string(),
    chosenOn: z.iso.date(),
    chosen: z.string().describe('Name of the offering'),
    first: z.string().describe('Name of the first candidate'),
    rank: z.int().nullable().describe('Place in the list; null: not among those shown'),
    ground: z.enum(overrideGrounds),
    reason: z.string().nullable(),
  })
  .meta({ id: 'MatchOverride' });
export const overridesView = z.strictObject({ items: z.array(overrideView), next: z.string().nullable() });
export type OverrideView = z.infer<typeof overrideView>;
