import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const STAFF = [...WORKERS, 'officer'] as const;
/** Who decides on what a department has answered to a dispute. */
const DECIDERS = ['station-worker', 'centre-worker', 'officer'] as const;

/**
 * R65, R81: a mismatch is asked about, never held against somebody by itself. The household's word settles it, or the
 * department's value is taken over by a person; what is disputed waits for the department, which corrects or stands by it.
 */
export const checkMismatchLifecycle = defineLifecycle({
  name: 'check-mismatch',
  states: ['open', 'taken-over', 'explained', 'disputed', 'corrected'],
  initial: 'open',
  final: ['taken-over', 'explained', 'corrected'],
  moves: [
    { name: 'take-over', from: ['open'], to: 'taken-over', roles: STAFF },
    { name: 'explain', from: ['open'], to: 'explained', roles: STAFF },
    { name: 'dispute', from: ['open'], to: 'disputed', roles: STAFF },
    { name: 'uphold', from: ['disputed'], to: 'open', roles: DECIDERS },
    { name: 'correct', from: ['disputed'], to: 'corrected', roles: DECIDERS },
  ],
});

export type MismatchMove = (typeof checkMismatchLifecycle.definition.moves)[number]['name'];
