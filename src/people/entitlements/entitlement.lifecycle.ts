import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const STAFF = [...WORKERS, 'officer'] as const;

/**
 * A line of the policy-first checklist (R7). Who decides is the department (R3): here stands what it decided, or what
 * the household reports.
 */
export const entitlementLifecycle = defineLifecycle({
  name: 'entitlement',
  states: ['not-eligible', 'eligible-not-applied', 'applied', 'granted', 'refused', 'lapsed', 'waived'],
  initial: 'eligible-not-applied',
  final: ['not-eligible', 'granted', 'refused', 'lapsed', 'waived'],
  moves: [
    {
      name: 'apply',
      from: ['eligible-not-applied', 'not-eligible', 'refused', 'lapsed', 'waived'],
      to: 'applied',
      roles: STAFF,
    },
    {
      name: 'grant',
      from: ['eligible-not-applied', 'applied', 'refused', 'lapsed', 'waived'],
      to: 'granted',
      roles: STAFF,
    },
    { name: 'refuse', from: ['eligible-not-applied', 'applied', 'waived'], to: 'refused', roles: STAFF },
    { name: 'lapse', from: ['granted'], to: 'lapsed', roles: STAFF },
    { name: 'rule-out', from: ['eligible-not-applied', 'applied', 'waived'], to: 'not-eligible', roles: STAFF },
    {
      name: 'reopen',
      from: ['not-eligible', 'applied', 'granted', 'refused', 'lapsed', 'waived'],
      to: 'eligible-not-applied',
      roles: STAFF,
    },
    { name: 'waive', from: ['eligible-not-applied', 'applied'], to: 'waived', roles: ['centre-worker', 'officer'] },
  ],
});

export type EntitlementState = (typeof entitlementLifecycle.states)[number];
type Move = Parameters<typeof entitlementLifecycle.rule>[1];

/** The move that leads into a state. */
export const moveInto: Readonly<Record<EntitlementState, Move>> = {
  'not-eligible': 'rule-out',
  'eligible-not-applied': 'reopen',
  applied: 'apply',
  granted: 'grant',
  refused: 'refuse',
  lapsed: 'lapse',
  waived: 'waive',
};
