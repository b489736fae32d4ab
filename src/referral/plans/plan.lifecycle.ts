import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

export const planStates = ['draft', 'offered', 'confirmed', 'superseded', 'closed'] as const;
export type PlanState = (typeof planStates)[number];

/** How a plan was signed (R19, R53); a refusal to sign is recorded, not hidden. */
export const signedModes = ['self', 'guardian', 'proxy', 'assisted', 'refused'] as const;

/** A version of a plan (R19): one is confirmed at a time, and a change makes a new one. */
export const planLifecycle = defineLifecycle({
  name: 'plan',
  states: planStates,
  initial: 'draft',
  final: ['superseded', 'closed'],
  moves: [
    { name: 'offer', from: ['draft'], to: 'offered', roles: WORKERS },
    { name: 'revise', from: ['offered'], to: 'draft', roles: WORKERS },
    { name: 'confirm', from: ['offered'], to: 'confirmed', roles: [...WORKERS, 'household'] },
    { name: 'supersede', from: ['confirmed'], to: 'superseded', roles: [...WORKERS, 'household'] },
    { name: 'close', from: ['draft', 'offered', 'confirmed'], to: 'closed', roles: [...WORKERS, 'system'] },
  ],
});
