import fc from 'fast-check';
import { LEAST_NEEDS, shownTimes, type TimeCell } from './time-cells';

const cell = (needs: number, reached = needs, code: string | null = 'LI-02'): TimeCell => {
  const stage = { reached, medianDays: 3, p90Days: 9 };
  return { townshipId: 1, code, needs, stages: { offer: stage, acceptance: stage, service: stage } };
};
const whole = (cells: readonly TimeCell[]): TimeCell =>
  cell(
    cells.reduce((sum, { needs }) => sum + needs, 0),
    cells.reduce((sum, { stages }) => sum + stages.offer.reached, 0),
    null,
  );
const shown = (...cells: TimeCell[]) => shownTimes(cells, whole(cells));

describe('times that may be told (I4)', () => {
  it('hide a cell of few needs, and a stage that few have reached', () => {
    const { cells } = shown(cell(9), cell(30, 4), cell(12));
    expect(cells.map(({ needs }) => needs)).toEqual([null, 30, 12]);
    expect(cells[0]!.stages.service).toEqual({ reached: null, medianDays: null, p90Days: null });
    expect(cells[1]!.stages.offer).toEqual({ reached: null, medianDays: null, p90Days: null });
    expect(cells[2]!.stages.offer).toEqual({ reached: 12, medianDays: 3, p90Days: 9 });
  });

  it('hide the number of the whole where it would give a single hidden cell away, not its median', () => {
    const { whole: all } = shown(cell(40), cell(12), cell(4));
    expect([all.needs, all.stages.offer]).toEqual([null, { reached: null, medianDays: 3, p90Days: 9 }]);
    expect(shown(cell(40), cell(7), cell(8)).whole.needs).toBe(55);
    expect(shown(cell(40), cell(12)).whole.needs).toBe(52);
  });

  it('never let a small number be read off or worked out', () => {
    const numbers = fc.array(fc.nat(30), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(numbers, (all) => {
        const { cells, whole: sum } = shown(...all.map((number) => cell(number)));
        for (const { needs } of cells) if (needs !== null) expect(needs).toBeGreaterThanOrEqual(LEAST_NEEDS);
        if (sum.needs === null) return;
        const rest = sum.needs - cells.reduce((total, { needs }) => total + (needs ?? 0), 0);
        const hidden = all.filter((number) => number > 0 && number < LEAST_NEEDS);
        expect(hidden.length === 0 || (hidden.length > 1 && rest >= LEAST_NEEDS)).toBe(true);
      }),
    );
  });
});
