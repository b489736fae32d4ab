import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';

/** Who shares out, looks at the result and changes it. */
const SHARERS = ['centre-worker', 'officer'] as const;
export const sharesOut = (roles: readonly string[]): boolean => SHARERS.some((role) => roles.includes(role));

/** A stopped round leaves the result of the one before; without one there is nothing to go back to. */
const hasResult = ({ solvedRound }: MoveFacts): string | null =>
  Number(solvedRound ?? 0) > 0 ? null : 'allocation-without-result';
const hasNone = ({ solvedRound }: MoveFacts): string | null =>
  Number(solvedRound ?? 0) > 0 ? 'allocation-has-result' : null;
/** What is drafted is with the workers already, and its lines say why: nothing wipes them. */
const nothingDrafted = ({ drafted }: MoveFacts): string | null =>
  Number(drafted ?? 0) > 0 ? 'allocation-partly-published' : null;
/** Four eyes: whoever ordered it does not publish it (PIPL 24, R2). */
const notOwn = ({ orderer }: MoveFacts): string | null => (orderer === true ? 'allocation-own-order' : null);

/** From the order through the sum to what a person publishes; only then is anybody asked for anything (PIPL 24). */
export const allocationLifecycle = defineLifecycle({
  name: 'allocation',
  states: [
    'queued',
    'solving',
    'solved',
    'under-review',
    'publishing',
    'published',
    'cancelled',
    'failed',
    'superseded',
  ],
  initial: 'queued',
  final: ['published', 'cancelled', 'failed', 'superseded'],
  moves: [
    { name: 'start', from: ['queued'], to: 'solving', roles: ['system'] },
    { name: 'solve', from: ['solving'], to: 'solved', roles: ['system'] },
    { name: 'fail', from: ['queued', 'solving'], to: 'failed', roles: ['system'], guard: hasNone },
    // A later round that was stopped or came to nothing: the result before it stands.
    { name: 'keep', from: ['queued', 'solving'], to: 'under-review', roles: [...SHARERS, 'system'], guard: hasResult },
    { name: 'review', from: ['solved'], to: 'under-review', roles: SHARERS },
    { name: 'solve-again', from: ['solved', 'under-review'], to: 'queued', roles: SHARERS, guard: nothingDrafted },
    { name: 'publish', from: ['under-review'], to: 'publishing', roles: SHARERS, guard: notOwn },
    { name: 'finish', from: ['publishing'], to: 'published', roles: ['system'] },
    // Whoever published it has no such post any more or does not reach all: what is drafted stays, the rest waits for somebody else.
    { name: 'halt', from: ['publishing'], to: 'under-review', roles: ['system'] },
    { name: 'cancel', from: ['queued', 'solving'], to: 'cancelled', roles: SHARERS, guard: hasNone },
    { name: 'cancel', from: ['solved', 'under-review'], to: 'cancelled', roles: SHARERS, guard: nothingDrafted },
    { name: 'supersede', from: ['solved', 'under-review'], to: 'superseded', roles: ['system'], guard: nothingDrafted },
  ],
});

export type AllocationState = (typeof allocationLifecycle.states)[number];
export type AllocationMove = Parameters<typeof allocationLifecycle.rule>[1];

/** States in which a job works on it; one of them at a time in a district. */
export const workingStates = ['queued', 'solving', 'publishing'] as const satisfies readonly AllocationState[];
