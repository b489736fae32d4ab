import { defineLifecycle } from '../../platform/lifecycle';

const LISTERS = ['dispatcher', 'centre-worker', 'system'];
const MAPPERS = ['centre-worker', 'officer', 'system'];

/** An offering: only what is listed is matched; what came in without a code waits on the mapping desk. */
export const offeringLifecycle = defineLifecycle({
  name: 'offering',
  states: ['draft', 'listed', 'paused', 'closed', 'unmapped'],
  initial: 'draft',
  final: ['closed'],
  moves: [
    {
      name: 'list',
      from: ['draft'],
      to: 'listed',
      roles: LISTERS,
      guard: ({ code }) => (code ? null : 'offering-needs-code'),
    },
    { name: 'pause', from: ['listed'], to: 'paused', roles: LISTERS },
    { name: 'resume', from: ['paused'], to: 'listed', roles: LISTERS },
    { name: 'close', from: ['draft', 'listed', 'paused', 'unmapped'], to: 'closed', roles: LISTERS },
    { name: 'reopen', from: ['closed'], to: 'draft', roles: LISTERS },
    { name: 'unmap', from: ['listed', 'paused'], to: 'unmapped', roles: MAPPERS },
    { name: 'map', from: ['unmapped'], to: 'listed', roles: MAPPERS },
  ],
});

export type OfferingMove = (typeof offeringLifecycle.definition.moves)[number]['name'];
