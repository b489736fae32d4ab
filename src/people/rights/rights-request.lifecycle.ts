import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const STAFF = [...WORKERS, 'officer'] as const;
/** Who decides on a right: a person, never the machine (C1). */
export const RIGHTS_DECIDERS = ['station-worker', 'centre-worker', 'officer'] as const;

/** Nobody judges the objection to an own decision; a file in use is not deleted. */
const decidable = ({ ownDecision, caseOpen }: MoveFacts): string | null =>
  ownDecision === true ? 'rights-own-decision' : caseOpen === true ? 'rights-case-open' : null;
const notOwn = ({ ownDecision }: MoveFacts): string | null => (ownDecision === true ? 'rights-own-decision' : null);

/** PIPL 44–50: received, taken in hand, decided with a reason; the household may take it back until then. */
export const rightsRequestLifecycle = defineLifecycle({
  name: 'rights-request',
  states: ['received', 'in-work', 'granted', 'partly-granted', 'refused', 'withdrawn'],
  initial: 'received',
  final: ['granted', 'partly-granted', 'refused', 'withdrawn'],
  moves: [
    { name: 'take', from: ['received'], to: 'in-work', roles: STAFF },
    { name: 'grant', from: ['received', 'in-work'], to: 'granted', roles: RIGHTS_DECIDERS, guard: decidable },
    {
      name: 'grant-partly',
      from: ['received', 'in-work'],
      to: 'partly-granted',
      roles: RIGHTS_DECIDERS,
      guard: decidable,
    },
    { name: 'refuse', from: ['received', 'in-work'], to: 'refused', roles: RIGHTS_DECIDERS, guard: notOwn },
    { name: 'withdraw', from: ['received', 'in-work'], to: 'withdrawn', roles: [...WORKERS, 'household'] },
  ],
});

export type RightsMove = (typeof rightsRequestLifecycle.definition.moves)[number]['name'];
