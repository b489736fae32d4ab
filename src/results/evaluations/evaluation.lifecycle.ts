import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/**
 * A two-sided review (R21): the evaluator agrees, disagrees or sends back once or more; the owner or the centre replies;
 * the evaluator has the last word.
 */
export const evaluationLifecycle = defineLifecycle({
  name: 'evaluation',
  states: ['open', 'sent-back', 'answered', 'agreed', 'disagreed'],
  initial: 'open',
  final: ['agreed', 'disagreed'],
  moves: [
    { name: 'agree', from: ['open', 'answered'], to: 'agreed', roles: ['evaluator'] },
    { name: 'disagree', from: ['open', 'answered'], to: 'disagreed', roles: ['evaluator'] },
    { name: 'send-back', from: ['open', 'answered'], to: 'sent-back', roles: ['evaluator'] },
    { name: 'reply', from: ['sent-back'], to: 'answered', roles: WORKERS },
  ],
});

export type EvaluationState = (typeof evaluationLifecycle.states)[number];
export type EvaluationMove = Parameters<typeof evaluationLifecycle.rule>[1];
