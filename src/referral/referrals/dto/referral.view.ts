import { z } from 'zod';
import { type Levels, released as mark, releaseFields as release, withheld } from '../../../trust/access';
import { type ReleaseField, releaseFields } from '../field-release';
import { actionsOf, type ReferralAction, referralActions } from '../referral-actions';
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
  needCode: mark('need', z.string(), { from: 'summary' }),
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
    legalReason: mark('plan', text, { from: 'summary' }),
    message: mark('plan', text, { from: 'summary' }),
    safetyNote: mark('health', text, { from: 'summary' }),
    candidates: z.array(z.uuid()),
    previousId: text,
    nextId: text,
    declineReason: text,
    declineMessage: text,
    declineShared: z.boolean(),
    // Words to whoever runs the referral: part of the task, not notes on a service.
    declinePrivateNote: mark('plan', text, { from: 'summary' }),
    confirmedMode: text,
    confirmedByName: mark('contact', text, { from: 'masked' }),
    disputeText: mark('plan', text, { from: 'summary' }),
    task: text,
    taskDueAt: moment,
    closeReason: text,
    withheld,
  })
  .meta({ id: 'Referral' });

export const providerReferralView = z
  .object({
    ...basics,
    /** Null in lists when the service is a restricted one: only "special handling" stands there (C3). */
    needCode: mark('need', text, { from: 'summary' }),
    offeringId: z.uuid().nullable(),
    released: z.array(z.enum(releaseFields)),
    /** The household took its consent back, or it ran out: for the provider the referral is over (A11). */
    sharingEnded: z.boolean(),
    township: mark('contact', text, { from: 'summary' }),
    ageBand: mark('need', text, { from: 'full' }),
    languages: mark('contact', z.array(z.string()), { from: 'summary' }),
    specialHandling: z.boolean(),
    safetyNote: mark('health', text, { from: 'summary' }),
    message: mark('plan', text, { from: 'summary' }),
    /** After acceptance; in lists always null. The door on the day of the visit only. */
    contact: mark(
      'contact',
      z.object({ name: z.string(), phone: text, address: mark('contact', text, { from: 'full' }) }).nullable(),
      { from: 'masked' },
    ),
    declineReason: text,
    declineMessage: text,
    declinePrivateNote: text,
    withheld,
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

/** For workers, officers, supervisors: what the table of C3 releases to them. */
export function viewForStaff(referral: Referral, roles: readonly string[], levels: Levels): StaffReferral {
  const { householdId, needId, memberId, caseId, planId, planItemId, ownerAccountId, consentId, legalGround } =
    referral;
  const { legalReason, message, safetyNote, candidates, previousId, nextId, declineReason, declineMessage } = referral;
  const { declineShared, declinePrivateNote, confirmedMode, confirmedByName, disputeText, task, closeReason } =
    referral;
  const view = {
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
  return release(staffReferralView, view, levels);
}

/** What a provider still owes when nothing more is shared: to say that it has ended. */
const AFTER_SHARING: readonly ReferralAction[] = ['complete', 'stop'];

/** For a provider's staff: what the table of C3 releases and nothing else. */
export function viewForProvider(
  referral: Referral,
  roles: readonly string[],
  released: ReadonlySet<ReleaseField>,
  contact: ReferralContact | null,
  levels: Levels,
): ProviderReferral {
  const { summary, declineReason, declineMessage, declinePrivateNote } = referral;
  const sharingEnded = referral.sharingEndedAt !== null;
  const basics = basicsOf(referral, roles);
  const view = {
    ...basics,
    ...(sharingEnded && { scheduledFor: null, actions: basics.actions.filter((act) => AFTER_SHARING.includes(act)) }),
    sharingEnded,
    released: [...released],
    township: summary.township,
    ageBand: released.has('age-band') ? summary.ageBand : null,
    languages: summary.languages,
    specialHandling: summary.specialHandling,
    safetyNote: referral.safetyNote,
    message: referral.message,
    contact,
    ...{ declineReason, declineMessage, declinePrivateNote },
  };
  return release(providerReferralView, view, levels);
}
