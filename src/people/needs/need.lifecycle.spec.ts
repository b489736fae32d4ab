import { ROLES } from '../../trust/access';
import { needLifecycle, type NeedState } from './need.lifecycle';

const WORKER = ['plan', 'unplan', 'serve', 'reduced', 'same', 'worse', 'confirm', 'decline', 'close', 'replace'];
const HOUSEHOLD = ['confirm', 'decline', 'plan', 'unplan', 'serve', 'reduced', 'same', 'worse'];
const SYSTEM = ['plan', 'unplan', 'serve', 'reduced', 'same', 'worse'];

/** What each side may do at all. */
const OF_ROLE: Partial<Record<(typeof ROLES)[number], readonly string[]>> = {
  'window-worker': WORKER,
  'station-worker': WORKER,
  'centre-worker': WORKER,
  household: HOUSEHOLD,
  system: SYSTEM,
};

/** What leads out of each state. */
const OUT_OF: Record<NeedState, readonly string[]> = {
  found: ['confirm', 'decline', 'replace'],
  confirmed: ['decline', 'plan', 'serve', 'close', 'replace'],
  declined: [],
  planned: ['unplan', 'serve', 'replace'],
  served: ['reduced', 'same', 'worse', 'replace'],
  reduced: ['plan', 'same', 'worse', 'close', 'replace'],
  same: ['plan', 'reduced', 'worse', 'close', 'replace'],
  worse: ['plan', 'reduced', 'same', 'close', 'replace'],
  closed: [],
};

const matrix = ROLES.flatMap((role) => needLifecycle.states.map((state) => [role, state] as const));

describe('life cycle of a need (A11)', () => {
  it.each(matrix)('%s, need %s', (role, state) => {
    const may = OUT_OF[state].filter((move) => OF_ROLE[role]?.includes(move));
    expect([...needLifecycle.allowed(state, [role])].sort()).toEqual([...may].sort());
  });
});
