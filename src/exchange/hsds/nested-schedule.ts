import { readClockTime } from './clock-time';
import type { ImportedSchedule, WeeklySlot } from './imported-service';
import { distinct, firstText, text, type LooseObject } from './loose-json';
import type { Notes } from './read-item';
import { orderSlots, readHoursText, weekdayOf } from './weekly-hours';

interface OneSchedule {
  slots: WeeklySlot[];
  complete: boolean;
  words: string;
}

/**
 * HSDS schedules (1.1 rows with `weekday`, 3.x with `freq` and `byday`) as weekly slots. A rule that is not weekly,
 * or names no weekday, or a time nobody can read, gives no slot; the source's words are kept either way.
 */
export function readSchedules(rows: LooseObject[], notes: Notes): ImportedSchedule {
  const read = rows.map((row) => readRow(row, notes));
  return {
    slots: orderSlots(read.flatMap((one) => one.slots)),
    complete: read.length > 0 && read.every((one) => one.complete),
    text: distinct(read.map((one) => one.words)).join('\n'),
  };
}

function readRow(row: LooseObject, notes: Notes): OneSchedule {
  const rule = distinct(['freq', 'byday', 'bymonthday', 'interval'].map((key) => text(row[key]))).join(' ');
  const hours = distinct([text(row.opens_at), text(row.closes_at)]).join('–');
  const words =
    firstText(row, 'description', 'original_text', 'notes') || distinct([rule, text(row.weekday), hours]).join(' ');
  if (text(row.opens_at) === '' && text(row.closes_at) === '') return { ...readHoursText(words), words };
  const weekdays = weekdaysOf(row);
  const opens = readTime(row.opens_at, notes);
  const closes = readTime(row.closes_at, notes);
  if (weekdays.length === 0 || opens === null || closes === null || opens >= closes)
    return { slots: [], complete: false, words };
  return { slots: weekdays.map((weekday) => ({ weekday, opens, closes })), complete: true, words };
}

function readTime(value: unknown, notes: Notes): string | null {
  const time = readClockTime(value);
  if (time === null && text(value) !== '') notes.add('time-unreadable', { value: text(value).slice(0, 40) });
  return time;
}

function weekdaysOf(row: LooseObject): number[] {
  const frequency = text(row.freq).toUpperCase();
  const every = text(row.interval);
  if ((frequency !== '' && frequency !== 'WEEKLY') || (every !== '' && every !== '1')) return [];
  const names = Array.isArray(row.byday) ? row.byday.map(text) : firstText(row, 'byday', 'weekday').split(/[,;\s]+/);
  if (names.some((name) => /\d/.test(name))) return [];
  return names.map(weekdayOf).filter((day) => day !== null);
}
