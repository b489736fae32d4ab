import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/** R10: until an offer is accepted, the sender stays responsible; a returned one changes nothing. */
export const handoverLifecycle = defineLifecycle({
  name: 'handover',
  states: ['offered', 'accepted', 'returned'],
  initial: 'offered',
  final: ['accepted', 'returned'],
  moves: [
    { name: 'accept', from: ['offered'], to: 'accepted', roles: WORKERS },
    { name: 'return', from: ['offered'], to: 'returned', roles: WORKERS },
  ],
});
