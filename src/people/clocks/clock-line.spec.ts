import fc from 'fast-check';
import { plusDays } from '../../reference/calendar';
import { supportDates, taperSpan, waitingUntil } from './clock-dates';
import { clockLine, type ClockTrack } from './clock-line';

const taper = (changed: string): ClockTrack => ({ kind: 'taper', ...taperSpan(changed, 6), marks: [] });
const waiting = (from: string): ClockTrack => ({ kind: 'waiting', from, until: waitingUntil(from, 9), marks: [] });
function support(started: string): ClockTrack {
  const { from, until, contacts } = supportDates(started, { months: 36, contactMonths: 3, consultationMonths: 6 });
  return { kind: 'support', from, until, marks: contacts.map((day) => ({ day, what: 'contact' })) };
}

describe('time line of the clocks', () => {
  it('lays three tracks on one axis, each with its own dates (E3, R38, R43)', () => {
    const line = clockLine([support('2026-03-10'), waiting('2026-03-10'), taper('2026-03-10')]);
    expect(line.tracks.map(({ kind, from, until }) => [kind, from, until])).toEqual([
      ['taper', '2026-04-01', '2026-09-30'],
      ['waiting', '2026-03-10', '2026-12-10'],
      ['support', '2026-03-10', '2029-03-10'],
    ]);
    expect([line.months[0], line.months.at(-1), line.months.length]).toEqual(['2026-03', '2029-03', 37]);
  });

  it('shows a wait that stands still from its start, and no months for no clocks', () => {
    const still: ClockTrack = { ...waiting('2026-01-31'), until: null, marks: [{ day: '2026-03-31', what: 'paused' }] };
    expect(clockLine([still])).toEqual({ months: ['2026-01', '2026-02', '2026-03'], tracks: [still] });
    expect(clockLine([])).toEqual({ months: [], tracks: [] });
  });

  it('leaves the other two unchanged when one is moved, and adds none to another', () => {
    const makers = [taper, waiting, support];
    const day = fc.nat(10_000).map((days) => plusDays('2020-01-01', days));
    fc.assert(
      fc.property(fc.tuple(day, day, day), fc.nat(2), fc.integer({ min: 31, max: 2_000 }), (days, moved, by) => {
        const at = (starts: string[]) => clockLine(makers.map((make, index) => make(starts[index] ?? ''))).tracks;
        const before = at(days);
        const after = at(days.map((start, index) => (index === moved ? plusDays(start, by) : start)));
        const others = (tracks: ClockTrack[]) => tracks.filter((_, index) => index !== moved);
        expect(others(after)).toEqual(others(before));
        expect(after[moved]).not.toEqual(before[moved]);
        expect(before).toEqual(makers.map((make, index) => make(days[index] ?? '')));
      }),
    );
  });
});
