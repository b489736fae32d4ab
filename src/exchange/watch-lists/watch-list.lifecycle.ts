import { defineLifecycle } from '../../platform/lifecycle';

const CENTRE = ['centre-worker', 'officer'] as const;

/** R105: a list is tried, then a person puts it in force; the newest of a district is. */
export const watchListLifecycle = defineLifecycle({
  name: 'watch-list',
  states: ['checked', 'in-force', 'replaced', 'discarded'],
  initial: 'checked',
  final: ['replaced', 'discarded'],
  moves: [
    { name: 'confirm', from: ['checked'], to: 'in-force', roles: CENTRE },
    { name: 'discard', from: ['checked'], to: 'discarded', roles: [...CENTRE, 'system'] },
    { name: 'replace', from: ['in-force'], to: 'replaced', roles: CENTRE },
  ],
});

export type WatchListState = (typeof watchListLifecycle.states)[number];
export type WatchListMove = (typeof watchListLifecycle.definition.moves)[number]['name'];
