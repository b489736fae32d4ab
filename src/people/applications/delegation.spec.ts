import type { Delegation } from '../../reference/policies';
import { isSampled, levelOf, limitPassed } from './delegation';

const rows: Delegation[] = [{ act: 'dibao', upToFen: 60_000, samplePercent: 30, citation: 'R70', mark: 'default' }];

describe('delegation to townships (R70)', () => {
  it('is for the acts handed down, never for people related to staff (B14)', () => {
    expect(levelOf('dibao', false, rows)).toBe('township');
    expect(levelOf('tekun', false, rows)).toBe('district');
    expect(levelOf('dibao', true, rows)).toBe('district');
  });

  it('ends above its sum, not at it', () => {
    expect(limitPassed('dibao', 60_000, rows)).toBeNull();
    expect(limitPassed('dibao', 60_001, rows)).toBe(60_000);
    expect(limitPassed('dibao', null, rows)).toBeNull();
  });

  it('draws at least the share at every moment, whatever the draw says', () => {
    const before = { decided: 0, sampled: 0 };
    for (let turn = 0; turn < 200; turn += 1) {
      if (isSampled(30, before, 0.99)) before.sampled += 1;
      before.decided += 1;
      expect(before.sampled / before.decided).toBeGreaterThanOrEqual(0.3);
    }
    expect(before.sampled).toBe(60);
    expect(isSampled(30, { decided: 10, sampled: 10 }, 0.1)).toBe(true);
  });
});
