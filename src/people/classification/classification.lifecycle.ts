import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const STAFF = [...WORKERS, 'officer'] as const;
const DECIDERS = ['station-worker', 'centre-worker', 'officer'] as const;

/** A proposed class: a person confirms it, or a newer proposal takes its place (R3, R11). */
export const classificationLifecycle = defineLifecycle({
  name: 'classification',
  states: ['proposed', 'confirmed', 'superseded'],
  initial: 'proposed',
  final: ['confirmed', 'superseded'],
  moves: [
    { name: 'confirm', from: ['proposed'], to: 'confirmed', roles: DECIDERS },
    // A new calculation of the machine takes the place of what nobody has decided yet, never of a decision (R3, R30).
    { name: 'supersede', from: ['proposed'], to: 'superseded', roles: [...STAFF, 'system'] },
    { name: 'supersede', from: ['confirmed'], to: 'superseded', roles: STAFF },
    // Before the household was told: the decision before it counts again.
    { name: 'take-back', from: ['confirmed'], to: 'superseded', roles: DECIDERS },
    { name: 'reinstate', from: ['superseded'], to: 'confirmed', roles: DECIDERS },
  ],
});
