import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const asking = [...WORKERS, 'household'];

/** A11: asked → given → withdrawn, expired or superseded; only what was given can be taken back. */
export const consentLifecycle = defineLifecycle({
  name: 'consent',
  states: ['asked', 'given', 'refused', 'withdrawn', 'expired', 'superseded'],
  initial: 'asked',
  final: ['refused', 'withdrawn', 'expired', 'superseded'],
  moves: [
    { name: 'give', from: ['asked'], to: 'given', roles: asking },
    { name: 'refuse', from: ['asked'], to: 'refused', roles: asking },
    { name: 'withdraw', from: ['given'], to: 'withdrawn', roles: asking },
    { name: 'expire', from: ['asked', 'given'], to: 'expired', roles: ['system'] },
    { name: 'supersede', from: ['given'], to: 'superseded', roles: [...asking, 'system'] },
  ],
});
