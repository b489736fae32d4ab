import { defineLifecycle } from '../../platform/lifecycle';

/** Who carries files between the house and the departments. */
const CENTRE = ['centre-worker', 'officer'] as const;

/**
 * R93: sent by file, answered in one file or several; what was confirmed can be taken back, what is unanswered cancelled, and
 * what never comes closed. An answer to a closed order is a late one.
 */
export const departmentOrderLifecycle = defineLifecycle({
  name: 'department-order',
  states: ['sent', 'partly-answered', 'answered', 'cancelled', 'closed'],
  initial: 'sent',
  final: ['answered', 'cancelled', 'closed'],
  moves: [
    { name: 'answer-part', from: ['sent', 'partly-answered'], to: 'partly-answered', roles: CENTRE },
    { name: 'answer-all', from: ['sent', 'partly-answered', 'answered', 'closed'], to: 'answered', roles: CENTRE },
    { name: 'take-back-part', from: ['partly-answered', 'answered'], to: 'partly-answered', roles: CENTRE },
    { name: 'take-back-all', from: ['partly-answered', 'answered'], to: 'sent', roles: CENTRE },
    { name: 'answer-late', from: ['closed'], to: 'closed', roles: CENTRE },
    { name: 'take-back-late', from: ['closed', 'answered'], to: 'closed', roles: CENTRE },
    { name: 'close', from: ['sent', 'partly-answered'], to: 'closed', roles: CENTRE },
    { name: 'cancel', from: ['sent'], to: 'cancelled', roles: CENTRE },
  ],
});

export type OrderMove = (typeof departmentOrderLifecycle.definition.moves)[number]['name'];
