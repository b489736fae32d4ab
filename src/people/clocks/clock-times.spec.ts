import fc from 'fast-check';
import { Policies } from '../../reference/policies';
import { plusDays } from '../../reference/calendar';
import { clockLine } from './clock-line';
import { cashOf, nextStep, trackOf } from './clock-times';
import type { ClockRule } from './household-clock.entity';

type Timed = Parameters<typeof trackOf>[0];

const packs = new Policies().all().map((pack) => [pack.heads.at(-1)!.code, pack.rules.clocks] as const);
const clocksOf = (code: string) => packs.find(([one]) => one === code)![1];
const plain = { endedOn: null, grounds: null, pauses: [], lastMonthFen: null };
const taper = (code: string, startedOn: string, lastMonthFen = 20_000): Timed => {
  const rule: ClockRule = { kind: 'taper', ...clocksOf(code).taper };
  return { ...plain, kind: 'taper', state: 'granted', startedOn, rule, lastMonthFen };
};
const waiting = (code: string, startedOn: string, grounds: string[], pauses: Timed['pauses'] = []): Timed => {
  const rule: ClockRule = { kind: 'waiting', rows: clocksOf(code).waiting };
  return { ...plain, kind: 'waiting', state: 'running', startedOn, rule, grounds, pauses };
};
const support = (code: string, startedOn: string): Timed => {
  const rule: ClockRule = { kind: 'support', ...clocksOf(code).support };
  return { ...plain, kind: 'support', state: 'year-1', startedOn, rule };
};
const day = fc.nat(10_000).map((days) => plusDays('2020-01-01', days));
const pack = fc.constantFrom(...packs.map(([code]) => code));

describe('times of a clock', () => {
  it('pay a taper that began in March from April to September, in Hubei to the next March (E3)', () => {
    const months = (code: string) => cashOf(taper(code, '2026-03-17')).map(({ month }) => month);
    expect([months('base')[0], months('base').at(-1), months('base').length]).toEqual(['2026-04', '2026-09', 6]);
    expect([months('hubei')[0], months('hubei').at(-1), months('hubei').length]).toEqual(['2026-04', '2027-03', 12]);
  });

  it('add a wait in Beilin that the cash knows nothing of (E3)', () => {
    const both = [taper('beilin', '2026-03-17'), waiting('beilin', '2026-03-17', ['stable-work'])];
    const { tracks } = clockLine(both.map(trackOf));
    expect(tracks.map(({ kind, from, until }) => [kind, from, until])).toEqual([
      ['taper', '2026-04-01', '2026-09-30'],
      ['waiting', '2026-03-17', '2026-09-17'],
    ]);
  });

  it('share out cash by the table, rounded once a month, half up (B13, R85)', () => {
    const steps = [
      { fromMonth: 1, toMonth: 1, percent: 100 },
      { fromMonth: 2, toMonth: 2, percent: 50 },
      { fromMonth: 3, toMonth: 3, percent: 33.3333 },
    ];
    const rule: ClockRule = { kind: 'taper', months: 3, schedule: steps, citation: 'R85', mark: 'seed' };
    expect(cashOf({ ...taper('base', '2026-12-31', 20_001), rule })).toEqual([
      { month: '2027-01', percent: 100, fen: 20_001 },
      { month: '2027-02', percent: 50, fen: 10_001 },
      { month: '2027-03', percent: 33.3333, fen: 6667 },
    ]);
  });

  it('never pay more in a month than in the one before it, in any pack', () => {
    fc.assert(
      fc.property(pack, day, fc.integer({ min: 1, max: 1_000_000 }), (code, started, fen) => {
        const paid = cashOf(taper(code, started, fen));
        expect(paid.every((one, place) => one.fen <= (paid[place - 1]?.fen ?? fen))).toBe(true);
      }),
    );
  });

  it('stop on the day it was ended, whatever it was', () => {
    const ended = (clock: Timed, endedOn: string): Timed => ({ ...clock, state: 'ended-early', endedOn });
    expect(trackOf(ended(waiting('base', '2026-01-01', ['stable-work']), '2026-02-03')).until).toBe('2026-02-03');
    expect(cashOf(ended(taper('base', '2026-03-17'), '2026-05-02')).map(({ month }) => month)).toEqual([
      '2026-04',
      '2026-05',
    ]);
    expect(cashOf(ended(taper('base', '2026-03-17'), '2026-03-20'))).toEqual([]);
    expect(trackOf(ended(taper('base', '2026-03-17'), '2026-03-20'))).toMatchObject({ from: '2026-03-20' });
    expect(nextStep(ended(support('base', '2026-01-01'), '2026-05-02'))).toBeNull();
  });

  it('are moved by the calendar: cash begins with its month and runs out, support comes into its years', () => {
    expect(nextStep(taper('base', '2026-03-17'))).toEqual({ move: 'begin', on: '2026-04-01' });
    expect(nextStep({ ...taper('base', '2026-03-17'), state: 'running' })).toEqual({
      move: 'run-out',
      on: '2026-10-01',
    });
    const years = (state: Timed['state']) => nextStep({ ...support('base', '2024-02-29'), state });
    expect(years('year-1')).toEqual({ move: 'second-year', on: '2025-03-01' });
    expect(years('year-2')).toEqual({ move: 'third-year', on: '2026-03-01' });
    expect(years('year-3')).toEqual({ move: 'run-out', on: '2027-03-01' });
    expect(nextStep(waiting('base', '2026-01-31', ['stable-work', 'one-off-income']))).toEqual({
      move: 'run-out',
      on: '2027-02-01',
    });
  });

  it('end after so many years as the pack says, also fewer than three', () => {
    const rule: ClockRule = { ...clocksOf('base').support, kind: 'support', months: 18 };
    const short: Timed = { ...support('base', '2026-01-01'), rule };
    expect(nextStep(short)?.move).toBe('second-year');
    expect(nextStep({ ...short, state: 'year-2' })).toEqual({ move: 'run-out', on: '2027-07-02' });
  });

  it('have no next step while a wait stands still, and each day of it moves the end by one (R38)', () => {
    fc.assert(
      fc.property(pack, day, fc.nat(60), fc.nat(90), (code, started, after, more) => {
        const from = plusDays(started, after + 1);
        const still = { ...waiting(code, started, ['stable-work'], [{ from, until: null }]), state: 'paused' as const };
        expect([nextStep(still), trackOf(still).until]).toEqual([null, null]);
        const until = plusDays(from, more);
        const gone = trackOf(waiting(code, started, ['stable-work'], [{ from, until }]));
        const whole = trackOf(waiting(code, started, ['stable-work'])).until!;
        expect(gone.until).toBe(plusDays(whole, more + 1));
      }),
    );
  });

  it('do not depend on the other clocks (A11)', () => {
    fc.assert(
      fc.property(pack, fc.tuple(day, day, day), (code, [one, two, three]) => {
        const clocks = [taper(code, one), waiting(code, two, ['flexible-work']), support(code, three)];
        const { tracks } = clockLine(clocks.map(trackOf));
        expect(tracks).toEqual(clocks.map(trackOf));
        for (const clock of clocks) expect(clockLine([trackOf(clock)]).tracks).toEqual([trackOf(clock)]);
      }),
    );
  });
});
