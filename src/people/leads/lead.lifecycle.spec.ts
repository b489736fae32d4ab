import { leadLifecycle } from './lead.lifecycle';

describe('life cycle of a lead', () => {
  it('is given up after three tries only', () => {
    const rule = leadLifecycle.rule('triaged', 'give-up');
    expect([0, 2, 3].map((attempts) => rule?.guard?.({ attempts }))).toEqual([
      'lead-tries-missing',
      'lead-tries-missing',
      null,
    ]);
  });
});
