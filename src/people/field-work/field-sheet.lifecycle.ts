import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/**
 * A scale that was answered without a network (R103): it becomes an assessment, or it is refused with its reason until its
 * assessor has done something about it. Nothing that was sent is ever thrown away.
 */
export const fieldSheetLifecycle = defineLifecycle({
  name: 'field-sheet',
  states: ['open', 'waiting', 'taken-over', 'refused', 'dealt-with'],
  initial: 'open',
  final: ['taken-over', 'dealt-with'],
  moves: [
    // Complete, but the triage of the household has not arrived yet (S16).
    { name: 'wait', from: ['open', 'refused'], to: 'waiting', roles: WORKERS },
    { name: 'take-over', from: ['open', 'waiting', 'refused'], to: 'taken-over', roles: WORKERS },
    { name: 'refuse', from: ['open', 'waiting'], to: 'refused', roles: WORKERS },
    { name: 'deal-with', from: ['open', 'waiting', 'refused'], to: 'dealt-with', roles: WORKERS },
  ],
});

export type FieldSheetState = (typeof fieldSheetLifecycle.states)[number];
