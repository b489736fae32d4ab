import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const STAFF = [...WORKERS, 'officer'] as const;

/** A proposed class: a person confirms it, or a newer proposal takes its place (R3, R11). */
export const classificationLifecycle = defineLifecycle({
  name: 'classification',
  states: ['proposed', 'confirmed', 'superseded'],
  initial: 'proposed',
  final: ['confirmed', 'superseded'],
  moves: [
    { name: 'confirm', from: ['proposed'], to: 'confirmed', roles: ['station-worker', 'centre-worker', 'officer'] },
    { name: 'supersede', from: ['proposed', 'confirmed'], to: 'superseded', roles: STAFF },
  ],
});
