import { WorkCalendar } from '../../reference/calendar';
import type { Policies, Timer } from '../../reference/policies';
import { rhythmCode, VisitRhythm } from './visit-rhythm';

const FILE = { districtCode: '990101', form: 'at-home', careLevel: 'partly' } as const;

function rhythm(unit: Timer['unit'], value: number, code = 'tekun-visit-partly'): VisitRhythm {
  const timers = [{ code, unit, value }];
  const timer = (asked: string) => timers.find((one) => one.code === asked);
  return new VisitRhythm({ current: () => ({ rules: { timers }, timer }) } as unknown as Policies, new WorkCalendar());
}

describe('the rhythm of visits', () => {
  it.each([
    ['institution', 'fully', 'tekun-visit-institution'],
    ['at-home', 'able', 'tekun-visit-able'],
    ['at-home', 'partly', 'tekun-visit-partly'],
    ['at-home', null, 'tekun-visit-fully'],
  ] as const)('of %s and %s is %s', (form, careLevel, code) => {
    expect(rhythmCode({ form, careLevel })).toBe(code);
  });

  it.each([
    ['2026-01-31', 'months', 1, '2026-02-28'],
    ['2026-02-20', 'days', 14, '2026-03-06'],
    ['2026-11-27', 'workDays', 1, '2026-11-30'],
    ['2026-02-20', 'hours', 30, '2026-02-22'],
  ] as const)('leads from %s by %s × %i to %s', (from, unit, value, day) => {
    expect(rhythm(unit, value).next(from, FILE)).toBe(day);
  });

  it('of a level that only a local pack knows is the closest', () => {
    const close = rhythm('days', 7, 'tekun-visit-fully');
    expect(close.next('2026-02-20', { ...FILE, careLevel: 'nearly' })).toBe('2026-02-27');
  });
});
