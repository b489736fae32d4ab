import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { applicationLifecycle } from '../application.lifecycle';
import { visitResults } from '../application-visit.entity';
import { secondLookView } from './second-look.view';
import { urgentPapersView } from './urgent-papers.view';

const day = z.iso.date().nullable();
const time = z.iso.datetime().nullable();
const sum = released('economy', z.int().nullable(), { from: 'summary' });
const names = z.array(z.string());

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
  act: z.string(),
  state: z.enum(applicationLifecycle.states),
  level: z.enum(['township', 'district']),
  relatedToStaff: z.boolean(),
  unitName: z.string().nullable(),
  filedAt: z.iso.datetime(),
  dueAt: time,
  overdue: z.boolean(),
  outcome: z.enum(['granted', 'refused']).nullable(),
  sampled: z.boolean(),
  urgent: z.boolean(),
  version: z.int(),
};

export const applicationLine = z.strictObject({ ...head, withheld }).meta({ id: 'ApplicationLine' });
export type ApplicationLine = z.infer<typeof applicationLine>;
export const applicationsView = z.strictObject({ items: z.array(applicationLine), next: z.string().nullable() });
export type ApplicationsView = z.infer<typeof applicationsView>;

const visitView = z.strictObject({
  id: z.uuid(),
  visitedOn: z.iso.date(),
  investigators: names,
  result: z.enum(visitResults),
  note: released('health', z.string().nullable(), { from: 'summary' }),
});
const objectionView = z.strictObject({
  id: z.uuid(),
  state: z.enum(['open', 'answered']),
  receivedAt: z.iso.datetime(),
  words: released('economy', z.string().nullable(), { from: 'summary' }),
  answeredAt: time,
  answer: released('economy', z.string().nullable(), { from: 'summary' }),
});

export const applicationView = z
  .strictObject({
    ...head,
    packVersion: z.string(),
    applicantId: z.uuid(),
    applicantName: released('contact', z.string().nullable(), { from: 'masked' }),
    missing: z.array(z.string()),
    /** Papers that the household stands for by its word (R89). */
    committed: z.array(z.string()),
    returnedAt: time,
    acceptedAt: time,
    checkedAt: time,
    publishedOn: day,
    publishedUntil: day,
    opinionFen: sum,
    /** What the newest calculation proposes (R3); null once it is decided. */
    proposal: z
      .strictObject({ calculationId: z.uuid(), outcome: z.enum(['granted', 'refused']).nullable(), amountFen: sum })
      .nullable(),
    calculationId: z.uuid().nullable(),
    amountFen: sum,
    deviates: z.boolean(),
    ground: released('economy', z.string().nullable(), { from: 'summary' }),
    decidedByName: z.string().nullable(),
    decidedAt: time,
    notifiedAt: time,
    remedyUntil: day,
    visits: z.array(visitView),
    objections: z.array(objectionView),
    /** Why it could not wait (B24). */
    urgency: released('economy', z.string().nullable(), { from: 'summary' }),
    /** Of a grant before the papers; null elsewhere. */
    papers: urgentPapersView.nullable(),
    /** Null where it was not drawn. */
    secondLook: secondLookView.nullable(),
    moves: z.array(z.string()),
    withheld,
  })
  .meta({ id: 'Application' });
export type ApplicationView = z.infer<typeof applicationView>;

export const paymentView = z
  .strictObject({
    id: z.uuid(),
    applicationId: z.uuid(),
    applicationNumber: z.string(),
    householdId: z.uuid(),
    payeeId: z.uuid(),
    payeeName: released('contact', z.string().nullable(), { from: 'masked' }),
    act: z.string(),
    rhythm: z.enum(['month', 'once']),
    amountFen: released('economy', z.int().nullable(), { from: 'summary' }),
    fromMonth: z.iso.date(),
    /** `reserve`: the township has paid already (R70). */
    paidFrom: z.enum(['district', 'reserve']),
    withheld,
  })
  .meta({ id: 'BenefitPayment' });
export type PaymentView = z.infer<typeof paymentView>;
export const paymentsView = z.strictObject({ items: z.array(paymentView), next: z.string().nullable() });
