import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/** Two results of one scale on one day: a person says which counts (R103). */
export const assessmentConflictLifecycle = defineLifecycle({
  name: 'assessment-conflict',
  states: ['open', 'settled'],
  initial: 'open',
  final: ['settled'],
  moves: [{ name: 'settle', from: ['open'], to: 'settled', roles: WORKERS }],
});

export type AssessmentConflictState = (typeof assessmentConflictLifecycle.states)[number];
