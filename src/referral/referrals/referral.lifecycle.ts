import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';
import { PROVIDER_STAFF, WORKERS } from '../../trust/access';

const SENDERS = [...WORKERS, 'system'] as const;
const JUDGES = ['station-worker', 'centre-worker'] as const;

/** No answer counts after the clock has ended, even where the machine has not yet noticed. */
const inTime = ({ late }: MoveFacts): string | null => (late === true ? 'referral-expired' : null);
/** Closing what the household has not confirmed needs a reason (I7). */
const confirmedOrExplained = ({ reason }: MoveFacts): string | null => (reason ? null : 'referral-close-needs-reason');

/**
 * The referral (design 3, A11, R22): "accepted" is not "served", "served" is not "confirmed", and none of them says that
 * it helped: the outcome is written when the referral is closed.
 */
export const referralLifecycle = defineLifecycle({
  name: 'referral',
  states: [
    'draft',
    'consented',
    'sent',
    'accepted',
    'declined',
    'expired',
    'scheduled',
    'in-service',
    'on-hold',
    'completed',
    'stopped',
    'confirmed-by-household',
    'disputed',
    'recalled',
    'forwarded',
    'obsolete',
    'closed',
  ],
  initial: 'draft',
  final: ['closed', 'declined', 'expired', 'recalled', 'forwarded', 'obsolete'],
  moves: [
    { name: 'consent', from: ['draft'], to: 'consented', roles: [...SENDERS, 'household'] },
    { name: 'send', from: ['consented'], to: 'sent', roles: SENDERS },
    { name: 'accept', from: ['sent'], to: 'accepted', roles: ['dispatcher'], guard: inTime },
    { name: 'decline', from: ['sent'], to: 'declined', roles: ['dispatcher'], guard: inTime },
    { name: 'expire', from: ['sent'], to: 'expired', roles: ['system'] },
    { name: 'schedule', from: ['accepted', 'scheduled'], to: 'scheduled', roles: PROVIDER_STAFF },
    { name: 'plan-visit', from: ['in-service'], to: 'in-service', roles: PROVIDER_STAFF },
    { name: 'start', from: ['accepted', 'scheduled'], to: 'in-service', roles: PROVIDER_STAFF },
    { name: 'complete', from: ['in-service'], to: 'completed', roles: PROVIDER_STAFF },
    {
      name: 'stop',
      from: ['accepted', 'scheduled', 'in-service', 'on-hold'],
      to: 'stopped',
      roles: [...PROVIDER_STAFF, ...WORKERS],
    },
    {
      name: 'hold',
      from: ['accepted', 'scheduled', 'in-service'],
      to: 'on-hold',
      roles: [...PROVIDER_STAFF, ...WORKERS],
    },
    { name: 'resume-accepted', from: ['on-hold'], to: 'accepted', roles: [...PROVIDER_STAFF, ...WORKERS] },
    { name: 'resume-scheduled', from: ['on-hold'], to: 'scheduled', roles: [...PROVIDER_STAFF, ...WORKERS] },
    { name: 'resume-in-service', from: ['on-hold'], to: 'in-service', roles: [...PROVIDER_STAFF, ...WORKERS] },
    { name: 'confirm', from: ['completed'], to: 'confirmed-by-household', roles: [...WORKERS, 'household'] },
    {
      name: 'dispute',
      from: ['accepted', 'scheduled', 'in-service', 'completed'],
      to: 'disputed',
      roles: [...WORKERS, 'household'],
    },
    { name: 'resolve-continue', from: ['disputed'], to: 'accepted', roles: JUDGES },
    { name: 'resolve-served', from: ['disputed'], to: 'completed', roles: JUDGES },
    { name: 'resolve-not-served', from: ['disputed'], to: 'stopped', roles: JUDGES },
    { name: 'close', from: ['confirmed-by-household', 'stopped'], to: 'closed', roles: WORKERS },
    {
      name: 'close',
      from: ['completed', 'declined', 'expired'],
      to: 'closed',
      roles: WORKERS,
      guard: confirmedOrExplained,
    },
    { name: 'recall', from: ['draft', 'consented', 'sent', 'accepted', 'scheduled'], to: 'recalled', roles: SENDERS },
    { name: 'forward', from: ['sent', 'accepted', 'declined', 'expired', 'stopped'], to: 'forwarded', roles: WORKERS },
    { name: 'obsolete', from: ['draft', 'consented', 'sent'], to: 'obsolete', roles: SENDERS },
  ],
});

export type ReferralState = (typeof referralLifecycle.states)[number];
export type ReferralMove = Parameters<typeof referralLifecycle.rule>[1];

/** States in which the provider owes something to the household. */
export const runningStates = [
  'accepted',
  'scheduled',
  'in-service',
  'on-hold',
] as const satisfies readonly ReferralState[];
/** States that still ask somebody for an act. */
export const openStates = [
  'draft',
  'consented',
  'sent',
  ...runningStates,
  'completed',
  'stopped',
  'confirmed-by-household',
  'disputed',
] as const satisfies readonly ReferralState[];
