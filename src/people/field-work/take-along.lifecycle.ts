import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/** What a worker has taken along on a device (R103): until it is given back, or said to be lost. It also runs out by itself. */
export const takeAlongLifecycle = defineLifecycle({
  name: 'take-along',
  states: ['open', 'ended'],
  initial: 'open',
  final: ['ended'],
  moves: [{ name: 'end', from: ['open'], to: 'ended', roles: [...WORKERS, 'officer'] }],
});

export type TakeAlongState = (typeof takeAlongLifecycle.states)[number];
