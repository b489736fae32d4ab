import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const STAFF = [...WORKERS, 'officer'] as const;
/** Who decides on what a department has answered to a dispute. */
const DECIDERS = ['station-worker', 'centre-worker', 'officer'] as const;

/**
 * R65, R81: a mismatch is asked about, never held against somebody by itself. The household's word settles it, or the
 * department's value is taken over by a person; what is disputed waits for the department, which corrects or stands by it.
 * What the household contests is asked about, also when somebody has settled it already.
 */
export const checkMismatchLifecycle = defineLifecycle({
  name: 'check-mismatch',
  states: ['open', 'taken-over', 'explained', 'disputed', 'corrected'],
  initial: 'open',
  final: ['taken-over', 'explained', 'corrected'],
  moves: [
    { name: 'contest', from: ['open', 'taken-over', 'explained'], to: 'open', roles: ['household', ...STAFF] },
    { name: 'take-over', from: ['open'], to: 'taken-over', roles: STAFF },
    { name: 'explain', from: ['open'], to: 'explained', roles: STAFF },
    { name: 'dispute', from: ['open'], to: 'disputed', roles: STAFF },
    { name: 'uphold', from: ['disputed'], to: 'open', roles: DECIDERS },
    { name: 'correct', from: ['disputed'], to: 'corrected', roles: DECIDERS },
  ],
});

export type MismatchMove = (typeof checkMismatchLifecycle.definition.moves)[number]['name'];
