import { z } from 'zod';
import { type ReleaseField, releaseFields } from '../field-release';
import { actionsOf, referralActions } from '../referral-actions';
import type { ReferralContact } from '../referral-contacts';
import type { Referral } from '../referral.entity';
import { referralLifecycle } from '../referral.lifecycle';

const moment = z.iso.datetime().nullable();
const text = z.string().nullable();

/** What everybody who sees a referral at all may read. */
const basics = {
  id: z.uuid(),
  self: z.string(),
  number: z.string(),
  state: z.enum(referralLifecycle.states),
  needCode: z.string(),
  offeringId: z.uuid(),
  providerId: z.uuid(),
  askFirst: z.boolean(),
  sentAt: moment,
  answerDueAt: moment,
  answeredAt: moment,
  scheduledFor: moment,
  startedAt: moment,
  endedAt: moment,
  confirmedAt: moment,
  outcome: text,
  closedAt: moment,
  version: z.number().int(),
  /** What the reader may do next: names of `POST /referrals/{id}/…`. */
  actions: z.array(z.enum(referralActions)),
};

export const staffReferralView = z
  .object({
    ...basics,
    householdId: z.uuid(),
    needId: z.uuid(),
    memberId: text,
    caseId: z.uuid(),
    planId: text,
    planItemId: text,
    ownerAccountId: z.uuid(),
    consentId: text,
    legalGround: text,
    legalReason: text,
    message: text,
    safetyNote: text,
    candidates: z.array(z.uuid()),
    previousId: text,
    nextId: text,
    declineReason: text,
    declineMessage: text,
    declineShared: z.boolean(),
    declinePrivateNote: text,
    confirmedMode: text,
    confirmedByName: text,
    disputeText: text,
    task: text,
    taskDueAt: moment,
    closeReason: text,
  })
  .meta({ id: 'Referral' });

export const providerReferralView = z
  .object({
    ...basics,
    released: z.array(z.enum(releaseFields)),
    township: text,
    ageBand: text,
    languages: z.array(z.string()),
    specialHandling: z.boolean(),
    safetyNote: text,
    message: text,
    /** After acceptance; in lists always null. */
    contact: z.object({ name: z.string(), phone: text, address: text }).nullable(),
    declineReason: text,
    declineMessage: text,
    declinePrivateNote: text,
  })
  .meta({ id: 'ReferralOfProvider' });

export type StaffReferral = z.infer<typeof staffReferralView>;
export type ProviderReferral = z.infer<typeof providerReferralView>;
export const referralView = z.union([staffReferralView, providerReferralView]);
export const referralsView = z.object({ items: z.array(referralView), next: z.string().nullable() });

const iso = (value: Date | null) => value?.toISOString() ?? null;

function basicsOf(referral: Referral, roles: readonly string[]) {
  const { id, number, state, needCode, offeringId, providerId, askFirst, outcome, version } = referral;
  const { sentAt, answerDueAt, answeredAt, scheduledFor, startedAt, endedAt, confirmedAt, closedAt } = referral;
  return {
    ...{
      id,
      self: `/api/v1/referrals/${id}`,
      number,
      state,
      needCode,
      offeringId,
      providerId,
      askFirst,
      outcome,
      version,
    },
    ...{
      sentAt: iso(sentAt),
      answerDueAt: iso(answerDueAt),
      answeredAt: iso(answeredAt),
      scheduledFor: iso(scheduledFor),
    },
    ...{ startedAt: iso(startedAt), endedAt: iso(endedAt), confirmedAt: iso(confirmedAt), closedAt: iso(closedAt) },
    actions: actionsOf(referral, roles),
  };
}

/** For workers, officers, supervisors: everything of the referral; the household's file has masks of its own. */
export function viewForStaff(referral: Referral, roles: readonly string[]): StaffReferral {
  const { householdId, needId, memberId, caseId, planId, planItemId, ownerAccountId, consentId, legalGround } =
    referral;
  const { legalReason, message, safetyNote, candidates, previousId, nextId, declineReason, declineMessage } = referral;
  const { declineShared, declinePrivateNote, confirmedMode, confirmedByName, disputeText, task, closeReason } =
    referral;
  return {
    ...basicsOf(referral, roles),
    ...{
      householdId,
      needId,
      memberId,
      caseId,
      planId,
      planItemId,
      ownerAccountId,
      consentId,
      legalGround,
      legalReason,
    },
    ...{ message, safetyNote, candidates, previousId, nextId, declineReason, declineMessage, declineShared },
    ...{
      declinePrivateNote,
      confirmedMode,
      confirmedByName,
      disputeText,
      task,
      taskDueAt: iso(referral.taskDueAt),
      closeReason,
    },
  };
}

/** For a provider's staff: what the table of C3 releases and nothing else. */
export function viewForProvider(
  referral: Referral,
  roles: readonly string[],
  released: ReadonlySet<ReleaseField>,
  contact: ReferralContact | null,
): ProviderReferral {
  const { summary, declineReason, declineMessage, declinePrivateNote } = referral;
  return {
    ...basicsOf(referral, roles),
    released: [...released],
    township: released.has('township') ? summary.township : null,
    ageBand: released.has('age-band') ? summary.ageBand : null,
    languages: released.has('languages') ? summary.languages : [],
    specialHandling: summary.specialHandling,
    safetyNote: released.has('safety-note') ? referral.safetyNote : null,
    message: released.has('message') ? referral.message : null,
    contact,
    ...{ declineReason, declineMessage, declinePrivateNote },
  };
}
