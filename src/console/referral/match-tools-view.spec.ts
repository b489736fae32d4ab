import type { MatchRun } from '../../referral/matching';
import { MatchToolsView } from './match-tools-view';
import { outOf } from './matches-view';

const needOf = (id: string, held: number, keptOut?: number) => ({
  ...{ need: { id }, excluded: Array.from({ length: held }, () => ({})), keptOut },
});

describe('how many were kept out', () => {
  it('is told of all, and that the nearest alone are held', () => {
    const needs = [needOf('n1', 3), needOf('n2', 10, 6000)];
    const run = { result: { needs } } as unknown as MatchRun;
    const view = new MatchToolsView(undefined as never, undefined as never);
    expect(needs.map((need) => outOf(need as never))).toEqual([3, 6000]);
    expect(view.nearest(run)).toEqual({ held: 13, out: 6003 });
    expect(view.nearest(run, 'n2')).toEqual({ held: 10, out: 6000 });
    expect(view.nearest(run, 'n1')).toBeNull();
  });
});
