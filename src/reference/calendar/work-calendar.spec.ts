import fc from 'fast-check';
import { WorkCalendar } from './work-calendar';
import { workDaysProblems } from './work-days';

const calendar = new WorkCalendar();
const at = (text: string) => new Date(`${text}+08:00`);

describe('WorkCalendar (R100)', () => {
  it.each([
    ['2025-01-26', true, 'swapped Sunday before Spring Festival'],
    ['2025-10-08', false, 'last day of the long National Day'],
    ['2025-10-11', true, 'swapped Saturday'],
    ['2026-02-14', true, 'swapped Saturday'],
    ['2026-02-23', false, 'ninth day of Spring Festival'],
    ['2026-11-24', true, 'a Tuesday'],
    ['2026-11-28', false, 'a Saturday'],
    ['2027-01-01', false, 'New Year by law'],
  ])('%s is a working day: %s (%s)', (date, expected) => {
    expect(calendar.isWorkDay(date)).toBe(expected);
  });

  it('has the usual number of working days a year', () => {
    expect(calendar.workDaysBetween('2024-12-31', '2025-12-31')).toBe(248);
    expect(calendar.workDaysBetween('2025-12-31', '2026-12-31')).toBe(248);
  });

  it('says that 2027 is provisional and refuses a year without a table', () => {
    expect(calendar.isProvisional('2027-03-01')).toBe(true);
    expect(calendar.isProvisional('2026-03-01')).toBe(false);
    expect(() => calendar.isWorkDay('2031-01-02')).toThrow(
      expect.objectContaining({ code: 'calendar-year-not-loaded', details: { params: { year: 2031 } } }),
    );
  });

  it('ends two working days at the last moment of the second day after', () => {
    expect(calendar.addWorkDays(at('2026-11-24T10:00:00'), 2)).toEqual(at('2026-11-26T23:59:59.999'));
    expect(calendar.addWorkDays(at('2026-11-27T10:00:00'), 1)).toEqual(at('2026-11-30T23:59:59.999'));
    expect(calendar.addWorkDays(at('2026-12-31T10:00:00'), 2)).toEqual(at('2027-01-05T23:59:59.999'));
  });

  it('counts by the date in Shanghai, not in UTC', () => {
    expect(calendar.addWorkDays(new Date('2026-11-24T17:00:00Z'), 1)).toEqual(at('2026-11-26T23:59:59.999'));
  });

  it('jumps holidays and takes swap days', () => {
    expect(calendar.addWorkDays(at('2026-09-30T09:00:00'), 2)).toEqual(at('2026-10-09T23:59:59.999'));
    expect(calendar.addWorkDays(at('2026-10-08T09:00:00'), 2)).toEqual(at('2026-10-10T23:59:59.999'));
  });

  it('lets working hours run only while offices are open', () => {
    expect(calendar.addWorkHours(at('2026-11-24T15:30:00'), 3)).toEqual(at('2026-11-25T10:30:00'));
    expect(calendar.addWorkHours(at('2026-11-27T16:00:00'), 2)).toEqual(at('2026-11-30T10:00:00'));
    expect(calendar.addWorkHours(at('2026-11-28T12:00:00'), 0)).toEqual(at('2026-11-30T09:00:00'));
  });

  it('more days are never earlier, and the end is always a working day', () => {
    const instants = fc.date({ min: new Date('2025-01-02'), max: new Date('2027-06-30'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 60 }), (instant, days) => {
        const end = calendar.addWorkDays(instant, days);
        expect(end.getTime()).toBeGreaterThan(calendar.addWorkDays(instant, days - 1).getTime());
        expect(calendar.isWorkDay(new Date(end.getTime() + 8 * 3_600_000).toISOString().slice(0, 10))).toBe(true);
      }),
    );
  });

  it('reports tables that cannot be right', () => {
    const table = (off: Array<{ from: string; to: string; name: string }>, work: string[]) =>
      workDaysProblems({
        office: { from: 9, to: 17 },
        years: [{ year: 2026, provisional: false, source: 's', off, work }],
      });
    expect(table([], ['2026-01-05'])).toEqual(['swap day 2026-01-05 is no week-end']);
    expect(table([{ from: '2026-01-03', to: '2026-01-03', name: 'n' }], ['2026-01-03'])).toEqual([
      '2026-01-03 is both holiday and working day',
    ]);
    expect(table([{ from: '2027-01-02', to: '2027-01-01', name: 'n' }], [])).toHaveLength(3);
  });
});
