import { defineLifecycle } from '../../platform/lifecycle';

const DECIDERS = ['station-worker', 'centre-worker', 'officer'] as const;

/** The wait before the next circle outward (A11, R38): the only clock that may stand still. */
export const waitingLifecycle = defineLifecycle({
  name: 'waiting-period',
  states: ['running', 'paused', 'ended', 'ended-early'],
  initial: 'running',
  final: ['ended', 'ended-early'],
  moves: [
    { name: 'pause', from: ['running'], to: 'paused', roles: DECIDERS },
    { name: 'resume', from: ['paused'], to: 'running', roles: DECIDERS },
    { name: 'run-out', from: ['running'], to: 'ended', roles: ['system'] },
    { name: 'end-early', from: ['running', 'paused'], to: 'ended-early', roles: DECIDERS },
  ],
});
