import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/** No answer counts once the hold is over, even where the machine has not yet noticed. */
const inTime = ({ late }: MoveFacts): string | null => (late === true ? 'waiting-list-hold-over' : null);

/**
 * A wait for a place (R97): offered by the machine alone, in the order of the queue; answered by a worker for the
 * household. A held place that nobody took goes to the next; one whose offering pauses is taken back, not the turn.
 */
export const waitingListLifecycle = defineLifecycle({
  name: 'waiting-list',
  states: ['waiting', 'offered', 'accepted', 'lapsed', 'left', 'served-elsewhere'],
  initial: 'waiting',
  final: ['accepted', 'lapsed', 'left', 'served-elsewhere'],
  moves: [
    { name: 'offer', from: ['waiting'], to: 'offered', roles: ['system'] },
    { name: 'accept', from: ['offered'], to: 'accepted', roles: WORKERS, guard: inTime },
    { name: 'decline', from: ['offered'], to: 'left', roles: [...WORKERS, 'system'] },
    { name: 'lapse', from: ['offered'], to: 'lapsed', roles: ['system'] },
    { name: 'take-back', from: ['offered'], to: 'waiting', roles: ['system'] },
    { name: 'leave', from: ['waiting'], to: 'left', roles: [...WORKERS, 'system'] },
    { name: 'serve-elsewhere', from: ['waiting', 'offered'], to: 'served-elsewhere', roles: ['system'] },
  ],
});

export type WaitingState = (typeof waitingListLifecycle.states)[number];
export type WaitingMove = Parameters<typeof waitingListLifecycle.rule>[1];

/** States in which somebody still has a place in the queue. */
export const liveStates = ['waiting', 'offered'] as const satisfies readonly WaitingState[];
