import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const SIDES = [...WORKERS, 'household', 'system'] as const;
const OPEN = ['found', 'confirmed', 'planned', 'served', 'reduced', 'same', 'worse'] as const;

/** A need that no scale speaks for is not planned and not served (R18); what was planned before goes on. */
const assessed = ({ assessed: known, from }: MoveFacts): string | null =>
  known === false && from === 'confirmed' ? 'need-not-assessed' : null;

/**
 * A need (A11): found → confirmed by the household → planned → served → reduced, same or worse → closed. "Served" is
 * not "helped": the outcome is a state of its own, and a need that is not smaller may be planned again.
 */
export const needLifecycle = defineLifecycle({
  name: 'need',
  states: ['found', 'confirmed', 'declined', 'planned', 'served', 'reduced', 'same', 'worse', 'closed'],
  initial: 'found',
  final: ['declined', 'closed'],
  moves: [
    { name: 'confirm', from: ['found'], to: 'confirmed', roles: [...WORKERS, 'household'] },
    { name: 'decline', from: ['found', 'confirmed'], to: 'declined', roles: [...WORKERS, 'household'] },
    { name: 'plan', from: ['confirmed', 'reduced', 'same', 'worse'], to: 'planned', roles: SIDES, guard: assessed },
    { name: 'unplan', from: ['planned'], to: 'confirmed', roles: SIDES },
    { name: 'serve', from: ['confirmed', 'planned'], to: 'served', roles: SIDES, guard: assessed },
    { name: 'reduced', from: ['served', 'same', 'worse'], to: 'reduced', roles: SIDES },
    { name: 'same', from: ['served', 'reduced', 'worse'], to: 'same', roles: SIDES },
    { name: 'worse', from: ['served', 'reduced', 'same'], to: 'worse', roles: SIDES },
    { name: 'close', from: ['confirmed', 'reduced', 'same', 'worse'], to: 'closed', roles: WORKERS },
    // Of two assessors' results the other one counts; what the household has confirmed stays (domain D, R3).
    { name: 'withdraw', from: ['found'], to: 'closed', roles: WORKERS },
    { name: 'replace', from: OPEN, to: 'closed', roles: WORKERS },
  ],
});

export type NeedState = (typeof needLifecycle.states)[number];
export type NeedMove = Parameters<typeof needLifecycle.rule>[1];
