import { defineLifecycle } from '../../platform/lifecycle';

const BUYERS = ['centre-worker', 'officer', 'system'];

/** A contract of purchased service (R77): only a signed one pays, and only in its term. */
export const contractLifecycle = defineLifecycle({
  name: 'contract',
  states: ['draft', 'signed', 'ended'],
  initial: 'draft',
  final: ['ended'],
  moves: [
    { name: 'sign', from: ['draft'], to: 'signed', roles: BUYERS },
    { name: 'end', from: ['draft', 'signed'], to: 'ended', roles: BUYERS },
  ],
});

export const contractMoves = ['sign', 'end'] as const;
export type ContractMove = (typeof contractMoves)[number];
