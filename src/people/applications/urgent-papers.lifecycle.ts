import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const STAFF = [...WORKERS, 'officer'] as const;
const TOWNSHIP = ['station-worker', 'centre-worker', 'officer'] as const;

/** Whoever gave the money does not say that it was right. */
const notOwnGrant = ({ ownGrant }: MoveFacts): string | null => (ownGrant === false ? null : 'urgent-papers-own-grant');
/** To reclaim money takes two: who found it wrong, and another who decides. */
const another = ({ ownFinding, ownGrant }: MoveFacts): string | null => {
  if (ownFinding !== false) return 'urgent-papers-own-finding';
  return notOwnGrant({ ownGrant });
};

/** B24: paid first, papers within the act's clock; what is wrong is proposed to be reclaimed, and the district decides. */
export const urgentPapersLifecycle = defineLifecycle({
  name: 'urgent-papers',
  states: ['awaited', 'brought', 'right', 'wrong', 'reclaimed', 'waived'],
  initial: 'awaited',
  final: ['right', 'reclaimed', 'waived'],
  moves: [
    { name: 'complete-papers', from: ['awaited'], to: 'brought', roles: STAFF },
    { name: 'find-right', from: ['brought'], to: 'right', roles: TOWNSHIP, guard: notOwnGrant },
    // Also where nothing was ever brought.
    { name: 'find-wrong', from: ['awaited', 'brought'], to: 'wrong', roles: TOWNSHIP },
    { name: 'reclaim', from: ['wrong'], to: 'reclaimed', roles: ['officer'], guard: another },
    { name: 'waive', from: ['wrong'], to: 'waived', roles: ['officer'], guard: another },
  ],
});

export type UrgentPapersState = (typeof urgentPapersLifecycle.states)[number];
export type UrgentPapersMove = (typeof urgentPapersLifecycle.definition.moves)[number]['name'];
