import type { Act } from '../../reference/policies';
import { expectedSteps } from './expected-steps';

const act = (code: string, more: Partial<Act> = {}) =>
  ({ code, child: false, publicity: { days: 7, citation: 'B10', mark: 'law' }, ...more }) as Act;

describe('what the records have to say of a status', () => {
  const statuses = ['dibao', 'dibao-marginal', 'orphan'].map((code) => ({ code }));

  it('is publicity only where the act demands it (B15, B17, B28)', () => {
    const acts = [act('dibao'), act('dibao-marginal', { publicity: null }), act('orphan', { child: true })];
    expect(expectedSteps(acts, statuses)).toEqual([
      { line: 'dibao', publicity: true },
      { line: 'dibao-marginal', publicity: false },
      { line: 'orphan', publicity: false },
    ]);
  });

  it('is nothing of an act that is paid once', () => {
    expect(expectedSteps([act('temporary')], statuses)).toEqual([]);
  });
});
