import { civilDay, monthsLater, morningOf } from './follow-up-dates';

describe('dates of follow-ups', () => {
  it('keep the day of the month, or its last day', () => {
    expect(monthsLater('2026-11-24', 3)).toBe('2027-02-24');
    expect(monthsLater('2026-11-30', 3)).toBe('2027-02-28');
    expect(monthsLater('2027-08-31', 6)).toBe('2028-02-29');
  });

  it('are days in Shanghai', () => {
    expect(civilDay(new Date('2026-11-23T16:30:00Z'))).toBe('2026-11-24');
    expect(morningOf('2027-02-24').toISOString()).toBe('2027-02-24T00:00:00.000Z');
  });
});
