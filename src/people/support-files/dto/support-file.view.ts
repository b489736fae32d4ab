import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { supportAgreementLifecycle } from '../support-agreement.lifecycle';
import { selfCareActs } from '../support-assessment.entity';
import { supportEnds, supportForms } from '../support-file.entity';
import { supportFileLifecycle } from '../support-file.lifecycle';
import { proposalKinds } from '../support-proposal.entity';
import { supportProposalLifecycle } from '../support-proposal.lifecycle';
import { visitConditions } from '../support-visit.entity';

const day = z.iso.date().nullable();
const time = z.iso.datetime().nullable();
const person = z.string().nullable();
const health = released('health', z.string().nullable(), { from: 'summary' });
const contact = released('contact', z.string().nullable(), { from: 'masked' });

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
  memberId: z.uuid(),
  memberName: released('contact', z.string().nullable(), { from: 'masked' }),
  state: z.enum(supportFileLifecycle.states),
  form: z.enum(supportForms),
  /** Row of the pack; null until somebody has assessed. */
  careLevel: health,
  nextVisitOn: day,
  visitLate: z.boolean(),
  reassessBy: time,
  reassessLate: z.boolean(),
  /** Somebody reported a change, or a scale came to another level (S01); null while nothing waits. */
  reassessGround: z.enum(['reported', 'scale']).nullable(),
  /** Last day of the care agreement that runs today; null where none does. */
  agreedUntil: day,
  version: z.int(),
};

export const supportFileLine = z.strictObject({ ...head, withheld }).meta({ id: 'SupportFileLine' });
export type SupportFileLine = z.infer<typeof supportFileLine>;
export const supportFilesView = z.strictObject({ items: z.array(supportFileLine), next: z.string().nullable() });
export type SupportFilesView = z.infer<typeof supportFilesView>;

const assessment = z.strictObject({
  id: z.uuid(),
  assessedOn: z.iso.date(),
  failedActs: released('health', z.array(z.enum(selfCareActs)).nullable(), { from: 'full' }),
  level: health,
  assessedByName: person,
});
const agreement = z.strictObject({
  id: z.uuid(),
  state: z.enum(supportAgreementLifecycle.states),
  carer: contact,
  duties: health,
  signedOn: z.iso.date(),
  startsOn: z.iso.date(),
  untilOn: z.iso.date(),
  endedOn: day,
  endNote: health,
});
const visit = z.strictObject({
  id: z.uuid(),
  visitedOn: z.iso.date(),
  seen: z.boolean(),
  condition: released('health', z.enum(visitConditions).nullable(), { from: 'summary' }),
  note: health,
  nextOn: z.iso.date(),
  visitedByName: person,
});
const proposal = z.strictObject({
  id: z.uuid(),
  state: z.enum(supportProposalLifecycle.states),
  kind: z.enum(proposalKinds),
  toForm: z.enum(supportForms).nullable(),
  place: contact,
  wishedOn: z.iso.date(),
  words: health,
  proposedByName: person,
  ground: health,
  decidedByName: person,
  decidedAt: time,
});

export const supportFileView = z
  .strictObject({
    ...head,
    applicationId: z.uuid().nullable(),
    openedOn: z.iso.date(),
    /** The institution, or who cares at home. */
    place: contact,
    assessedOn: day,
    /** What was reported to have changed; null while nothing waits. */
    change: health,
    /** The row of the pack by which the person is visited. */
    rhythm: z.strictObject({
      unit: z.enum(['hours', 'workDays', 'days', 'months']),
      value: z.int(),
      citation: z.string(),
      mark: z.string(),
    }),
    assessments: z.array(assessment),
    agreements: z.array(agreement),
    /** The latest fifty. */
    visits: z.array(visit),
    proposals: z.array(proposal),
    endReason: z.enum(supportEnds).nullable(),
    endedOn: day,
    endNote: health,
    moves: z.array(z.string()),
    withheld,
  })
  .meta({ id: 'SupportFile' });
export type SupportFileView = z.infer<typeof supportFileView>;
