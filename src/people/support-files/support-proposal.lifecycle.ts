import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const DECIDERS = ['station-worker', 'officer'] as const;

/** The support ends by two: who proposes the exit, and another who decides. */
const another = ({ ownExit }: MoveFacts): string | null => (ownExit === false ? null : 'support-own-proposal');

/** Another form of support, or the exit: wished or proposed by one, decided by a person with a ground (R3). */
export const supportProposalLifecycle = defineLifecycle({
  name: 'support-proposal',
  states: ['proposed', 'confirmed', 'refused', 'withdrawn'],
  initial: 'proposed',
  final: ['confirmed', 'refused', 'withdrawn'],
  moves: [
    { name: 'confirm', from: ['proposed'], to: 'confirmed', roles: DECIDERS, guard: another },
    { name: 'refuse', from: ['proposed'], to: 'refused', roles: DECIDERS },
    { name: 'withdraw', from: ['proposed'], to: 'withdrawn', roles: [...WORKERS, 'officer'] },
  ],
});

export type SupportProposalState = (typeof supportProposalLifecycle.states)[number];
