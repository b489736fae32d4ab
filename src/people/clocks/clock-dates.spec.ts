import fc from 'fast-check';
import { plusDays } from '../../reference/calendar';
import { supportDates, taperSpan, waitingMonths, waitingUntil } from './clock-dates';

const day = fc.integer({ min: 0, max: 15_000 }).map((days) => plusDays('2020-01-01', days));
const support = { months: 36, contactMonths: 3, consultationMonths: 6 };
const table = [
  { code: 'stable', months: 6 },
  { code: 'seasonal', months: 9 },
  { code: 'vulnerable', months: 12 },
];

describe('taper (B11, R85, E3)', () => {
  it('pays six whole months after the month of the change, in Hubei twelve', () => {
    for (const changed of ['2026-03-01', '2026-03-17', '2026-03-31']) {
      expect(taperSpan(changed, 6)).toEqual({ from: '2026-04-01', until: '2026-09-30' });
      expect(taperSpan(changed, 12)).toEqual({ from: '2026-04-01', until: '2027-03-31' });
    }
  });

  it('ends with the last day of February, in a leap year too', () => {
    expect(taperSpan('2026-08-31', 6)).toEqual({ from: '2026-09-01', until: '2027-02-28' });
    expect(taperSpan('2027-08-31', 6)).toEqual({ from: '2027-09-01', until: '2028-02-29' });
    expect(taperSpan('2026-12-31', 1)).toEqual({ from: '2027-01-01', until: '2027-01-31' });
  });
});

describe('waiting period (R38)', () => {
  it('lasts as long as the longest of its grounds', () => {
    expect(waitingMonths(table, ['stable'])).toBe(6);
    expect(waitingMonths(table, ['vulnerable', 'stable', 'seasonal'])).toBe(12);
    expect(() => waitingMonths(table, [])).toThrow(RangeError);
    expect(() => waitingMonths(table, ['stable', 'unheard-of'])).toThrow('unheard-of');
  });

  it('ends on the same day of its last month, or on the last of a shorter one', () => {
    expect(waitingUntil('2026-03-10', 6)).toBe('2026-09-10');
    expect(waitingUntil('2026-08-31', 6)).toBe('2027-02-28');
    expect(waitingUntil('2027-08-31', 6)).toBe('2028-02-29');
    expect(waitingUntil('2024-02-29', 12)).toBe('2025-02-28');
  });

  it('stands still while it is paused, and has no end before it goes on', () => {
    expect(waitingUntil('2026-03-10', 6, [{ from: '2026-05-01', until: '2026-05-10' }])).toBe('2026-09-20');
    expect(waitingUntil('2026-03-10', 6, [{ from: '2026-05-01', until: null }])).toBeNull();
  });

  it('counts a day of two pauses once, and none before its start or after its end', () => {
    const paused = (...pauses: Array<[string, string]>) =>
      waitingUntil(
        '2026-03-10',
        6,
        pauses.map(([from, until]) => ({ from, until })),
      );
    expect(paused(['2026-05-05', '2026-05-14'], ['2026-05-01', '2026-05-10'])).toBe('2026-09-24');
    expect(paused(['2026-05-01', '2026-05-10'], ['2026-05-03', '2026-05-04'])).toBe('2026-09-20');
    expect(paused(['2026-03-01', '2026-03-10'])).toBe('2026-09-10');
    expect(paused(['2026-09-11', '2026-09-20'])).toBe('2026-09-10');
    expect(paused(['2026-09-10', '2026-09-10'], ['2026-09-11', '2026-09-11'])).toBe('2026-09-12');
  });

  it('is moved by a pause by exactly the days of the pause', () => {
    const months = fc.integer({ min: 1, max: 24 });
    fc.assert(
      fc.property(day, months, fc.nat(27), fc.nat(400), (started, length, after, more) => {
        const from = plusDays(started, after + 1);
        const until = plusDays(from, more);
        expect(waitingUntil(started, length, [{ from, until }])).toBe(
          plusDays(waitingUntil(started, length) ?? '', more + 1),
        );
      }),
    );
  });
});

describe('three years of support (R43, R44)', () => {
  it('have twelve contacts and six consultations', () => {
    const dates = supportDates('2026-01-31', support);
    expect(dates).toMatchObject({ from: '2026-01-31', until: '2029-01-31' });
    expect(dates.contacts).toHaveLength(12);
    expect(dates.contacts.slice(0, 4)).toEqual(['2026-04-30', '2026-07-31', '2026-10-31', '2027-01-31']);
    expect(dates.consultations).toEqual([
      '2026-07-31',
      '2027-01-31',
      '2027-07-31',
      '2028-01-31',
      '2028-07-31',
      '2029-01-31',
    ]);
  });

  it('begun on 29 February end on 28 February', () => {
    expect(supportDates('2024-02-29', support).until).toBe('2027-02-28');
  });

  it('hold each contact within them, in order', () => {
    fc.assert(
      fc.property(day, (started) => {
        const { from, until, contacts, consultations } = supportDates(started, support);
        expect([...contacts].sort()).toEqual(contacts);
        expect(contacts.every((contact) => contact > from && contact <= until)).toBe(true);
        expect(contacts).toEqual(expect.arrayContaining(consultations));
      }),
    );
  });
});
