import { defineLifecycle } from '../../platform/lifecycle';

const YEARS = ['year-1', 'year-2', 'year-3'] as const;

/** Support of a household that works or has started a business, year by year (A11, R43). */
export const supportLifecycle = defineLifecycle({
  name: 'support-at-work',
  states: [...YEARS, 'done', 'ended-early'],
  initial: 'year-1',
  final: ['done', 'ended-early'],
  moves: [
    { name: 'second-year', from: ['year-1'], to: 'year-2', roles: ['system'] },
    { name: 'third-year', from: ['year-2'], to: 'year-3', roles: ['system'] },
    { name: 'run-out', from: YEARS, to: 'done', roles: ['system'] },
    { name: 'end-early', from: YEARS, to: 'ended-early', roles: ['station-worker', 'centre-worker', 'officer'] },
  ],
});
