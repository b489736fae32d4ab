import fc from 'fast-check';
import { taperSpan } from './clock-dates';
import { taperSchedule } from './taper-schedule';

const steps = {
  months: 6,
  schedule: [
    { fromMonth: 1, toMonth: 3, percent: 100 },
    { fromMonth: 4, toMonth: 6, percent: 50 },
  ],
};

describe('taper schedule (B11, R85)', () => {
  it('gives each month its share', () => {
    expect(taperSchedule('2026-10-20', steps)).toEqual([
      { month: '2026-11', percent: 100 },
      { month: '2026-12', percent: 100 },
      { month: '2027-01', percent: 100 },
      { month: '2027-02', percent: 50 },
      { month: '2027-03', percent: 50 },
      { month: '2027-04', percent: 50 },
    ]);
  });

  it('refuses a month without a row or with two', () => {
    const [first, second] = [
      { fromMonth: 1, toMonth: 3, percent: 100 },
      { fromMonth: 3, toMonth: 6, percent: 50 },
    ];
    expect(() => taperSchedule('2026-10-20', { months: 6, schedule: [first] })).toThrow(
      'Month 4 of a taper has no row',
    );
    expect(() => taperSchedule('2026-10-20', { months: 6, schedule: [first, second] })).toThrow('Month 3');
  });

  it('covers the months of the span and no other', () => {
    const changed = fc.date({ min: new Date('2020-01-01'), max: new Date('2060-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(changed, fc.integer({ min: 1, max: 24 }), (at, months) => {
        const day = at.toISOString().slice(0, 10);
        const span = taperSpan(day, months);
        const found = taperSchedule(day, { months, schedule: [{ fromMonth: 1, toMonth: months, percent: 100 }] });
        expect(found).toHaveLength(months);
        expect(found[0]?.month).toBe(span.from.slice(0, 7));
        expect(found.at(-1)?.month).toBe(span.until.slice(0, 7));
        expect(new Set(found.map(({ month }) => month)).size).toBe(months);
      }),
    );
  });
});
