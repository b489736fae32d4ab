import { defineLifecycle } from '../../platform/lifecycle';

/**
 * A re-check (R30): settled by the next decision of a person, or noted by the machine where it looked and found no
 * difference. The machine settles nothing (R3).
 */
export const recheckLifecycle = defineLifecycle({
  name: 'recheck',
  states: ['open', 'settled', 'no-difference'],
  initial: 'open',
  final: ['settled', 'no-difference'],
  moves: [
    { name: 'settle', from: ['open'], to: 'settled', roles: ['station-worker', 'centre-worker', 'officer'] },
    { name: 'note', from: ['open'], to: 'no-difference', roles: ['system'] },
  ],
});

export type RecheckState = (typeof recheckLifecycle.states)[number];
