import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { answerKinds, holeKinds } from '../integrity-answer.entity';

const bilingual = z.strictObject({ zh: z.string(), en: z.string() });

const answer = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(answerKinds),
    holes: z.array(z.enum(holeKinds)),
    ground: released('economy', z.string().nullable(), { from: 'summary' }),
    answeredByName: z.string().nullable(),
    answeredAt: z.iso.datetime(),
    /** What a clean-up has called for (R3): a class to be decided. */
    proposalId: z.uuid().nullable(),
  })
  .nullable();

export const integrityLine = z
  .strictObject({
    /** Of the line of the checklist that is the status. */
    id: z.uuid(),
    self: z.string(),
    householdId: z.uuid(),
    householdNumber: z.string(),
    householdName: released('contact', z.string(), {
      from: 'masked',
      instead: ({ householdNumber }) => String(householdNumber),
    }),
    memberId: z.uuid().nullable(),
    memberName: released('contact', z.string().nullable(), { from: 'masked' }),
    township: z.string(),
    act: z.string(),
    actName: bilingual,
    /** Since when it is in force here; null where it is not. */
    grantedFrom: z.iso.date().nullable(),
    /** The number of a decision stands beside it; else it is only reported (R3). */
    determined: z.boolean(),
    source: released('economy', z.string().nullable(), { from: 'summary' }).describe(
      'number of the ledger that reported it, or what whoever entered it has noted',
    ),
    holes: z.array(z.enum(holeKinds)),
    answer,
    withheld,
  })
  .meta({ id: 'IntegrityLine' });
export type IntegrityLine = z.infer<typeof integrityLine>;
export const integrityView = z.strictObject({ items: z.array(integrityLine), next: z.string().nullable() });

const tally = {
  /** Statuses in force, those with a hole, and those of them of which nobody has said anything. */
  statuses: z.int(),
  lacking: z.int(),
  open: z.int(),
  application: z.int(),
  investigation: z.int(),
  publicity: z.int(),
  decision: z.int(),
};
export const integritySummaryView = z
  .strictObject({
    total: z.strictObject(tally),
    townships: z.array(z.strictObject({ regionPath: z.string(), name: z.string(), ...tally })),
  })
  .meta({ id: 'IntegritySummary' });
export type IntegritySummaryView = z.infer<typeof integritySummaryView>;
export type IntegrityTally = IntegritySummaryView['total'];
