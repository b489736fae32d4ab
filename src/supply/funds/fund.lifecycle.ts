import { defineLifecycle } from '../../platform/lifecycle';

const KEEPERS = ['centre-worker', 'officer', 'system'];

/** A pot of money: while it is closed nothing new is reserved. */
export const fundLifecycle = defineLifecycle({
  name: 'fund',
  states: ['open', 'closed'],
  initial: 'open',
  final: ['closed'],
  moves: [
    { name: 'close', from: ['open'], to: 'closed', roles: KEEPERS },
    { name: 'reopen', from: ['closed'], to: 'open', roles: KEEPERS },
  ],
});

export const fundMoves = ['close', 'reopen'] as const;
export type FundMove = (typeof fundMoves)[number];
