import { WorkCalendar } from '../../reference/calendar';
import { type Act, Policies } from '../../reference/policies';
import { ApplicationClock } from './application-clock';

const clock = new ApplicationClock(new WorkCalendar());
const acts = new Policies().pack('base').rules.acts;
const act = (code: string): Act => acts.find((row) => row.code === code)!;
const monday = new Date('2026-11-02T02:00:00Z');
const dates = { acceptedAt: monday, publishedUntil: null, level: 'district' as const };
const day = (at: Date | null) => at && new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

describe('clocks of an application (R94, R100)', () => {
  it('count working days from the state on', () => {
    expect(day(clock.dueIn('accepted', act('dibao'), dates, monday))).toBe('2026-11-05');
    expect(day(clock.dueIn('checked', act('dibao'), dates, new Date('2026-11-05T02:00:00Z')))).toBe('2026-11-19');
    expect(day(clock.dueIn('granted', act('dibao'), dates, new Date('2026-11-06T02:00:00Z')))).toBe('2026-11-11');
  });

  it('never pass the whole way, which is shorter where the township decides (B10)', () => {
    const late = new Date('2026-11-27T02:00:00Z');
    expect(day(clock.dueIn('checked', act('dibao'), { ...dates, level: 'township' }, late))).toBe('2026-11-30');
    expect(day(clock.dueIn('checked', act('dibao'), dates, late))).toBe('2026-12-11');
  });

  it('wait for the end of the publication', () => {
    const published = { ...dates, publishedUntil: '2026-11-12' };
    expect(day(clock.dueIn('published', act('dibao'), published, monday))).toBe('2026-11-26');
    const after = { ...published, publishedUntil: '2027-01-20' };
    expect(day(clock.dueIn('published', act('dibao'), after, monday))).toBe('2027-01-20');
  });

  it('stand still while the household is at turn, and at the end', () => {
    for (const state of ['returned', 'notified', 'withdrawn'] as const)
      expect(clock.dueIn(state, act('dibao'), dates, monday)).toBeNull();
  });
});
