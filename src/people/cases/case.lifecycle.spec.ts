import { ROLES } from '../../trust/access';
import { caseLifecycle, workStages } from './case.lifecycle';
import { handoverLifecycle } from './handover.lifecycle';

const may = ['window-worker', 'station-worker', 'centre-worker', 'system'];
const upper = may.slice(1);
const resumes = workStages.map((stage) => `resume-${stage}`);
const pause = ['wait-for-consent', 'suspend'];
const byState: Record<string, string[]> = {
  intake: ['start-policy', 'start-assessment', 'close', ...pause],
  'policy-first': ['start-assessment', 'close', ...pause],
  assessment: ['start-planning', 'close', ...pause],
  planning: ['start-service', 'close', ...pause],
  'in-service': ['start-planning', 'start-evaluation', 'close', ...pause],
  evaluation: ['start-planning', 'close', ...pause],
  'waiting-consent': ['close', ...resumes],
  suspended: ['close', ...resumes],
  closed: ['start-follow-up', 'archive', 'reopen'],
  'follow-up': ['archive', 'reopen'],
  archived: [],
};

describe('life cycle of a case', () => {
  it.each(caseLifecycle.states.flatMap((state) => ROLES.map((role) => [role, state] as const)))(
    '%s at %s',
    (role, state) => {
      const wanted = may.includes(role) ? byState[state]! : [];
      const rights = wanted.filter((move) => move !== 'reopen' || upper.includes(role));
      expect(caseLifecycle.allowed(state, [role])).toEqual(rights);
    },
  );
});

describe('life cycle of a hand-over', () => {
  it.each(ROLES)('is answered by workers only: %s', (role) => {
    const worker = ['window-worker', 'station-worker', 'centre-worker'].includes(role);
    expect(handoverLifecycle.allowed('offered', [role])).toEqual(worker ? ['accept', 'return'] : []);
    expect(handoverLifecycle.allowed('accepted', [role])).toEqual([]);
    expect(handoverLifecycle.allowed('returned', [role])).toEqual([]);
  });
});
