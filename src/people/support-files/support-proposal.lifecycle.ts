import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const DECIDERS = ['station-worker', 'officer'] as const;

/** Another form of support, or the exit: wished or proposed by one, decided by a person with a ground (R3). */
export const supportProposalLifecycle = defineLifecycle({
  name: 'support-proposal',
  states: ['proposed', 'confirmed', 'refused', 'withdrawn'],
  initial: 'proposed',
  final: ['confirmed', 'refused', 'withdrawn'],
  moves: [
    { name: 'confirm', from: ['proposed'], to: 'confirmed', roles: DECIDERS },
    { name: 'refuse', from: ['proposed'], to: 'refused', roles: DECIDERS },
    { name: 'withdraw', from: ['proposed'], to: 'withdrawn', roles: [...WORKERS, 'officer'] },
  ],
});

export type SupportProposalState = (typeof supportProposalLifecycle.states)[number];
