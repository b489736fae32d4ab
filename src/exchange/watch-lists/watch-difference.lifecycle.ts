import { defineLifecycle } from '../../platform/lifecycle';

const STAFF = ['window-worker', 'station-worker', 'centre-worker', 'officer'] as const;

/** R105: each row has an owner who says what it comes to; it is gone when the next list no longer differs there. */
export const watchDifferenceLifecycle = defineLifecycle({
  name: 'watch-difference',
  states: ['open', 'taken-over', 'explained', 'reported-back', 'gone'],
  initial: 'open',
  final: ['gone'],
  moves: [
    { name: 'take-over', from: ['open'], to: 'taken-over', roles: STAFF },
    { name: 'explain', from: ['open'], to: 'explained', roles: STAFF },
    { name: 'report-back', from: ['open'], to: 'reported-back', roles: STAFF },
    { name: 'undo', from: ['taken-over', 'explained', 'reported-back'], to: 'open', roles: STAFF },
    {
      ...{ name: 'settle', from: ['open', 'taken-over', 'explained', 'reported-back'], to: 'gone' },
      roles: ['centre-worker', 'officer', 'system'],
    },
  ],
});

export type WatchDifferenceState = (typeof watchDifferenceLifecycle.states)[number];
export type WatchDifferenceMove = (typeof watchDifferenceLifecycle.definition.moves)[number]['name'];

/** What the owner may say, and the move that each is. */
export const watchOutcomes = ['explained', 'taken-over', 'reported-back'] as const;
export type WatchOutcome = (typeof watchOutcomes)[number];
export const moveOf: Record<WatchOutcome, WatchDifferenceMove> = {
  'taken-over': 'take-over',
  explained: 'explain',
  'reported-back': 'report-back',
};
