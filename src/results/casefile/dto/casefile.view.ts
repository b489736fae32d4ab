import { z } from 'zod';
import { released, withheld } from '../../../trust/access';

const day = z.iso.date().nullable();
const moment = z.iso.datetime().nullable();
const count = z.number().int();

const member = z.object({
  name: released('contact', z.string().nullable(), { from: 'masked' }),
  ...{ relation: z.string(), sex: z.string() },
  birthDate: released('contact', day, { from: 'masked' }),
  age: released('contact', count.nullable(), { from: 'masked' }),
  identityNumber: released('identity', z.string().nullable(), { from: 'masked' }).describe('masked'),
  phone: released('contact', z.string().nullable(), { from: 'masked' }).describe('last four digits'),
  disability: released(
    'health',
    z.object({ kind: z.string(), grade: released('health', count.nullable(), { from: 'full' }) }).nullable(),
    { from: 'summary' },
  ),
});
const caseLine = z.object({
  ...{ number: z.string(), tier: z.string(), state: z.string(), leadWorker: z.string().nullable() },
  ...{ openedAt: moment, closedAt: moment },
});
const classLine = z.object({
  ...{ primary: count.nullable(), secondary: z.array(count), decidedAt: moment },
  reason: released('economy', z.string().nullable(), { from: 'summary' }),
});
const need = z.object({
  ...{ code: z.string(), severity: count, state: z.string(), assessed: z.boolean() },
  rootCause: released('need', z.string().nullable(), { from: 'full' }),
});
const planItem = z.object({
  ...{ side: z.string(), field: z.string(), goal: z.string(), action: z.string(), owner: z.string(), dueOn: day },
  choice: z.string(),
});
const plan = z.object({
  ...{ number: z.string(), planVersion: count, confirmedAt: moment },
  signedBy: released('plan', z.string().nullable(), { from: 'full' }),
  signedMode: released('plan', z.string().nullable(), { from: 'full' }),
  items: z.array(released('plan', planItem, { from: 'summary' })),
});
const delivery = z.object({ on: z.iso.date(), units: count, by: z.string() });
const referral = z.object({
  ...{ id: z.uuid(), number: z.string(), needCode: z.string(), provider: z.string().nullable(), state: z.string() },
  ...{ sentAt: moment, startedAt: moment, confirmedAt: moment, closedAt: moment, outcome: z.string().nullable() },
  deliveries: z.array(delivery),
});
const evaluation = z.object({
  ...{
    pseudonym: z.string(),
    state: z.string(),
    goalAttainment: z.number().nullable(),
    finding: z.string().nullable(),
  },
  ...{ reply: z.string().nullable(), decidedAt: moment },
});
const followUp = z.object({
  ...{
    months: count,
    dueOn: z.iso.date(),
    state: z.string(),
    needChange: released('need', z.string().nullable(), { from: 'summary' }),
    finding: released('health', z.string().nullable(), { from: 'summary' }),
  },
});
const money = z.object({
  ...{ referral: z.string().nullable(), text: z.string(), payer: z.string(), units: count.nullable() },
  ...{ unitPriceFen: count.nullable(), amountFen: count, state: z.string().nullable() },
});

/** The whole file of one household on paper: one household, one plan, one file (R55, R68). */
export const casefileView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    displayName: released('contact', z.string(), { from: 'masked', instead: ({ number }) => String(number) }),
    regionName: z.string(),
    state: z.string(),
    specialHandling: z.boolean(),
    createdAt: z.iso.datetime(),
    madeAt: z.iso.datetime(),
    members: z.array(member),
    cases: z.array(caseLine),
    class: classLine.nullable(),
    needs: z.array(released('need', need, { from: 'summary' })),
    plan: plan.nullable(),
    referrals: z.array(referral),
    evaluations: z.array(evaluation),
    followUps: z.array(followUp),
    money: z.array(released('money', money, { from: 'full' })),
    /** Of all lines, for those who do not see the lines too. */
    moneyTotalFen: released('money', count.nullable(), { from: 'summary' }),
    withheld,
  })
  .meta({ id: 'Casefile' });
export type CasefileView = z.infer<typeof casefileView>;
