import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/** A split, transfer or merge (R99) is done at once, and can be taken back until one of its files changes. */
export const regroupingLifecycle = defineLifecycle({
  name: 'regrouping',
  states: ['done', 'undone'],
  initial: 'done',
  final: ['undone'],
  moves: [{ name: 'undo', from: ['done'], to: 'undone', roles: WORKERS }],
});

export type RegroupingState = (typeof regroupingLifecycle.states)[number];
