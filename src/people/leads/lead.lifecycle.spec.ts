import { ROLES, WORKERS } from '../../trust/access';
import { leadLifecycle } from './lead.lifecycle';

describe('life cycle of a lead', () => {
  it.each(leadLifecycle.states.flatMap((state) => ROLES.map((role) => [role, state] as const)))(
    '%s at %s',
    (role, state) => {
      const worker = WORKERS.some((one) => one === role);
      const moves = { new: ['triage'], triaged: ['verify', 'link', 'dismiss', 'give-up'] }[state as string] ?? [];
      expect(leadLifecycle.allowed(state, [role])).toEqual(worker ? moves : []);
    },
  );

  it('is given up after three tries only', () => {
    const rule = leadLifecycle.rule('triaged', 'give-up');
    expect([0, 2, 3].map((attempts) => rule?.guard?.({ attempts }))).toEqual([
      'lead-tries-missing',
      'lead-tries-missing',
      null,
    ]);
  });
});
