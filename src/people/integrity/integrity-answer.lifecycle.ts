import { defineLifecycle } from '../../platform/lifecycle';

/** What a person says of a hole (R86): it stands until somebody undoes it. */
export const integrityAnswerLifecycle = defineLifecycle({
  name: 'integrity-answer',
  states: ['standing', 'undone'],
  initial: 'standing',
  final: ['undone'],
  moves: [{ name: 'undo', from: ['standing'], to: 'undone', roles: ['station-worker', 'centre-worker', 'officer'] }],
});

export type IntegrityAnswerState = (typeof integrityAnswerLifecycle.states)[number];
