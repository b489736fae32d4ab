import type { Clock } from '../../platform/time';
import type { Allocation } from './allocation.entity';

/** The moment whose month, contracts and credentials count: the first day of the period, or now when it has begun. */
export function beginOf({ beginsOn }: Pick<Allocation, 'beginsOn'>, clock: Clock): Date {
  const [begin, now] = [new Date(`${beginsOn}T00:00:00+08:00`), clock.now()];
  return begin > now ? begin : now;
}
