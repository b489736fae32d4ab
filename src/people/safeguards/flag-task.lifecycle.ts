import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/**
 * What a flag asks for within its hours: done, or not needed for a stated reason. The machine says "done" of an emergency
 * triage that somebody has filled in who does not see the task (S16).
 */
export const flagTaskLifecycle = defineLifecycle({
  name: 'flag-task',
  states: ['open', 'done', 'waived'],
  initial: 'open',
  final: ['done', 'waived'],
  moves: [
    { name: 'done', from: ['open'], to: 'done', roles: [...WORKERS, 'system'] },
    { name: 'waive', from: ['open'], to: 'waived', roles: WORKERS },
  ],
});

export type FlagTaskState = (typeof flagTaskLifecycle.states)[number];
