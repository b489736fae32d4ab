import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

export const gapStates = ['open', 'closed'] as const;

/** An unmet need stays open until somebody serves it, a match finds somebody, or the need itself has ended (R97, I8). */
export const gapLifecycle = defineLifecycle({
  name: 'gap',
  states: gapStates,
  initial: 'open',
  final: ['closed'],
  moves: [{ name: 'close', from: ['open'], to: 'closed', roles: [...WORKERS, 'officer', 'household', 'system'] }],
});
