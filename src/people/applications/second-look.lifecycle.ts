import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';

/** B22: drawn for it, and by somebody who did not take the decision. */
const byAnother = ({ drawn, ownDecision }: MoveFacts): string | null => {
  if (drawn !== true) return 'second-look-not-drawn';
  return ownDecision === false ? null : 'second-look-own-decision';
};

/** B22, R70: the district looks again at what was drawn; what is to be corrected is a task of the township. */
export const secondLookLifecycle = defineLifecycle({
  name: 'second-look',
  states: ['waiting', 'confirmed', 'to-correct', 'answered'],
  initial: 'waiting',
  final: ['confirmed', 'answered'],
  moves: [
    { name: 'confirm', from: ['waiting'], to: 'confirmed', roles: ['officer'], guard: byAnother },
    { name: 'ask-correction', from: ['waiting'], to: 'to-correct', roles: ['officer'], guard: byAnother },
    { name: 'answer', from: ['to-correct'], to: 'answered', roles: ['station-worker', 'centre-worker'] },
  ],
});

export type SecondLookState = (typeof secondLookLifecycle.states)[number];
