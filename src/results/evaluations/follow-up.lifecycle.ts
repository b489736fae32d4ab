import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/** The look-back 3 and 6 months after closing (R20, R57, R58); who was not reached may be reached later. */
export const followUpLifecycle = defineLifecycle({
  name: 'follow-up',
  states: ['planned', 'due', 'done', 'unreachable'],
  initial: 'planned',
  final: ['done', 'unreachable'],
  moves: [
    { name: 'fall-due', from: ['planned'], to: 'due', roles: ['system'] },
    { name: 'finish', from: ['due', 'unreachable'], to: 'done', roles: WORKERS },
    { name: 'not-reached', from: ['due'], to: 'unreachable', roles: WORKERS },
  ],
});

export const needChanges = ['reduced', 'same', 'worse'] as const;
export type NeedChange = (typeof needChanges)[number];
export type FollowUpState = (typeof followUpLifecycle.states)[number];
