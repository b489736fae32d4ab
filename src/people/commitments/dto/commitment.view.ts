import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { commitmentOutcomes, signedHows, signerKinds } from '../commitment.entity';
import { commitmentLifecycle } from '../commitment.lifecycle';

const time = z.iso.datetime().nullable();
const told = released('economy', z.string().nullable(), { from: 'summary' });
const sentences = z.array(z.string());

const head = {
  id: z.uuid(),
  self: z.string(),
  number: z.string(),
  householdId: z.uuid(),
  householdNumber: z.string(),
  householdName: released('contact', z.string(), {
    from: 'masked',
    instead: ({ householdNumber }) => String(householdNumber),
  }),
  applicationId: z.uuid(),
  act: z.string(),
  state: z.enum(commitmentLifecycle.states),
  waived: z.array(z.string()),
  takenAt: z.iso.datetime(),
  dueAt: time,
  overdue: z.boolean(),
  outcome: z.enum(commitmentOutcomes).nullable(),
  version: z.int(),
};

export const commitmentLine = z.strictObject({ ...head, withheld }).meta({ id: 'CommitmentLine' });
export type CommitmentLine = z.infer<typeof commitmentLine>;
export const commitmentsView = z.strictObject({ items: z.array(commitmentLine), next: z.string().nullable() });
export type CommitmentsView = z.infer<typeof commitmentsView>;

export const commitmentView = z
  .strictObject({
    ...head,
    packVersion: z.string(),
    /** What was read, in which language; null where the words have been changed since, then the digest tells of them. */
    text: z.strictObject({ duty: sentences, consequence: sentences, choice: sentences }).nullable(),
    textKey: z.string(),
    textDigest: z.string(),
    locale: z.string(),
    signerId: z.uuid(),
    signerName: released('contact', z.string().nullable(), { from: 'masked' }),
    signerKind: z.enum(signerKinds),
    signedHow: z.enum(signedHows).nullable(),
    readAloud: z.boolean(),
    takenByName: z.string().nullable(),
    answeredAt: time,
    drawId: z.uuid().nullable(),
    ground: told,
    foundByName: z.string().nullable(),
    foundAt: time,
    said: told,
    saidAt: time,
    reply: told,
    repliedByName: z.string().nullable(),
    repliedAt: time,
    settled: told,
    settledByName: z.string().nullable(),
    settledAt: time,
    /** How many other commitments of the household were found not to be true: something to ask about, no more. */
    earlierNotTrue: z.int(),
    moves: z.array(z.string()),
    withheld,
  })
  .meta({ id: 'Commitment' });
export type CommitmentView = z.infer<typeof commitmentView>;

const drawHead = {
  id: z.uuid(),
  self: z.string(),
  seed: z.string(),
  percent: z.int(),
  poolSize: z.int(),
  drawnSize: z.int(),
  drawnByName: z.string().nullable(),
  drawnAt: z.iso.datetime(),
};
const drawLine = z.strictObject(drawHead);
export const drawsView = z.strictObject({ items: z.array(drawLine), next: z.string().nullable() });
export type DrawsView = z.infer<typeof drawsView>;

export const drawView = z
  .strictObject({
    ...drawHead,
    /** Everybody who took part, in the order of the digests of seed, colon and number. */
    pool: z.array(z.strictObject({ number: z.string(), digest: z.string(), drawn: z.boolean() })),
    /** Drawn again now with the same seed, it comes to the same. */
    holds: z.boolean(),
  })
  .meta({ id: 'CommitmentDraw' });
export type DrawView = z.infer<typeof drawView>;
