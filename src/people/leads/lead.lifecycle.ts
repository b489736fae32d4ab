import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/** After so many tries in vain a lead may be given up (A11). */
export const triesBeforeGivingUp = 3;

/** A11 and R54: new → triaged → verified, duplicate, not a need, or unreachable after three tries. */
export const leadLifecycle = defineLifecycle({
  name: 'lead',
  states: ['new', 'triaged', 'verified', 'duplicate', 'not-need', 'unreachable'],
  initial: 'new',
  final: ['verified', 'duplicate', 'not-need', 'unreachable'],
  moves: [
    { name: 'triage', from: ['new'], to: 'triaged', roles: WORKERS },
    { name: 'verify', from: ['triaged'], to: 'verified', roles: WORKERS },
    { name: 'link', from: ['triaged'], to: 'duplicate', roles: WORKERS },
    { name: 'dismiss', from: ['triaged'], to: 'not-need', roles: WORKERS },
    {
      name: 'give-up',
      from: ['triaged'],
      to: 'unreachable',
      roles: WORKERS,
      guard: ({ attempts }) =>
        typeof attempts === 'number' && attempts >= triesBeforeGivingUp ? null : 'lead-tries-missing',
    },
  ],
});

export type LeadMove = (typeof leadLifecycle.definition.moves)[number]['name'];
