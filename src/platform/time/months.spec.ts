import { nextMonth, plusMonths } from './months';

describe('months', () => {
  it('end on the same day, or on the last of a shorter month', () => {
    expect(plusMonths('2026-01-15', 6)).toBe('2026-07-15');
    expect(plusMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(plusMonths('2027-08-31', 6)).toBe('2028-02-29');
    expect(plusMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(plusMonths('2024-02-29', 48)).toBe('2028-02-29');
  });

  it('go back over the turn of the year too', () => {
    expect(plusMonths('2024-02-29', -12)).toBe('2023-02-28');
    expect(plusMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(plusMonths('2026-01-10', -2)).toBe('2025-11-10');
  });

  it('begin on their first day', () => {
    expect(nextMonth('2026-01-31')).toBe('2026-02-01');
    expect(nextMonth('2026-12-01')).toBe('2027-01-01');
  });
});
