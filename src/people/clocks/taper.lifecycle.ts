import { defineLifecycle } from '../../platform/lifecycle';

/** Cash that tapers off (A11, B11, R85): the authority grants and ends it, the calendar begins it and lets it run out. */
export const taperLifecycle = defineLifecycle({
  name: 'taper',
  states: ['granted', 'running', 'ended', 'ended-early'],
  initial: 'granted',
  final: ['ended', 'ended-early'],
  moves: [
    { name: 'begin', from: ['granted'], to: 'running', roles: ['system'] },
    { name: 'run-out', from: ['running'], to: 'ended', roles: ['system'] },
    { name: 'end-early', from: ['granted', 'running'], to: 'ended-early', roles: ['officer'] },
  ],
});
