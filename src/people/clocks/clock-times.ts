import { monthOf, plusMonths } from '../../platform/time';
import { plusDays } from '../../reference/calendar';
import { fromDecimal, multiply, rational, roundAmount } from '../../reference/formulas';
import { supportDates, taperSpan, waitingMonths, waitingUntil } from './clock-dates';
import type { ClockTrack } from './clock-line';
import type { HouseholdClock } from './household-clock.entity';
import { taperSchedule } from './taper-schedule';

type Timed = Pick<
  HouseholdClock,
  'kind' | 'state' | 'startedOn' | 'rule' | 'grounds' | 'pauses' | 'endedOn' | 'lastMonthFen'
>;

/** The track of one clock, from its own facts alone; ended early it stops on that day. */
export function trackOf(clock: Timed): ClockTrack {
  const { kind, state, endedOn } = clock;
  const whole = wholeTrack(clock);
  if (state !== 'ended-early' || endedOn === null) return { kind, ...whole };
  // Ended before it began: nothing of it ever ran.
  const from = whole.from > endedOn ? endedOn : whole.from;
  return { kind, from, until: endedOn, marks: whole.marks.filter(({ day }) => day <= endedOn) };
}

function wholeTrack({ rule, startedOn, grounds, pauses }: Timed): Omit<ClockTrack, 'kind'> {
  switch (rule.kind) {
    case 'taper':
      return { ...taperSpan(startedOn, rule.months), marks: [] };
    case 'waiting': {
      const until = waitingUntil(startedOn, waitingMonths(rule.rows, grounds ?? []), pauses);
      const marks = pauses.flatMap((pause) => [
        { day: pause.from, what: 'paused' },
        ...(pause.until === null ? [] : [{ day: plusDays(pause.until, 1), what: 'resumed' }]),
      ]);
      return { from: startedOn, until, marks };
    }
    case 'support': {
      const { from, until, contacts, consultations } = supportDates(startedOn, rule);
      const what = (day: string) => (consultations.includes(day) ? 'consultation' : 'contact');
      return { from, until, marks: contacts.map((day) => ({ day, what: what(day) })) };
    }
  }
}

/** A month of a taper with what is paid in it, in fen; rounded once, half up (B13). */
export interface PaidMonth {
  month: string;
  percent: number;
  fen: number;
}

/** The cash of a taper by month (R85, E3); none after the month in which it ended early. Empty for the other clocks. */
export function cashOf({ rule, startedOn, state, endedOn, lastMonthFen }: Timed): PaidMonth[] {
  if (rule.kind !== 'taper' || lastMonthFen === null) return [];
  const last = state === 'ended-early' && endedOn !== null ? monthOf(endedOn) : null;
  return taperSchedule(startedOn, rule)
    .filter(({ month }) => last === null || month <= last)
    .map(({ month, percent }) => {
      const exact = multiply(multiply(rational(lastMonthFen), fromDecimal(percent)), rational(1, 100));
      return { month, percent, fen: roundAmount(exact, 1, 'half-up') };
    });
}

/** A move that the calendar makes, and the first day on which it does. */
export interface ClockStep {
  move: 'begin' | 'run-out' | 'second-year' | 'third-year';
  on: string;
}

const NEXT_YEAR = { 'year-1': 'second-year', 'year-2': 'third-year' } as const;
const MONTHS = 12;

/** The next thing that the calendar does with a clock; null while it stands still and once it has ended. */
export function nextStep(clock: Timed): ClockStep | null {
  const { state, startedOn } = clock;
  const { from, until } = wholeTrack(clock);
  if (clock.endedOn !== null || state === 'paused' || until === null) return null;
  if (state === 'granted') return { move: 'begin', on: from };
  const end = { move: 'run-out', on: plusDays(until, 1) } as const;
  if (state !== 'year-1' && state !== 'year-2') return end;
  const years = state === 'year-1' ? 1 : 2;
  const on = plusDays(plusMonths(startedOn, years * MONTHS), 1);
  return on < end.on ? { move: NEXT_YEAR[state], on } : end;
}
