import { readClockTime } from './clock-time';
import type { ImportedSchedule, WeeklySlot } from './imported-service';

const DAY_PREFIXES = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const DAY = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?';
const TIME = '(?:\\d{1,2}(?::?\\d{1,2})?\\s*(?:[ap]\\.?m\\.?|[ap]\\b)?|noon|midnight)';
const RANGE = new RegExp(`(${TIME})\\s*(?:-|–|to|until)\\s*(${TIME})`, 'gi');
const DAYS = new RegExp(`(${DAY})(?:\\s*(?:-|–|to|through|thru)\\s*(${DAY}))?`, 'gi');

/** The weekday 1–7 (Monday first) of an English name, an abbreviation or an iCalendar code, else null. */
export function weekdayOf(name: string): number | null {
  const found = DAY_PREFIXES.indexOf(name.trim().toLowerCase().slice(0, 2));
  return found < 0 ? null : found + 1;
}

/** All weekdays of a span; a span may run over the end of the week (Fri–Mon). */
function span(from: number, to: number): number[] {
  const length = ((to - from + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => ((from - 1 + step) % 7) + 1);
}

function daysIn(part: string): number[] {
  const days: number[] = [];
  for (const match of part.matchAll(DAYS)) {
    const from = weekdayOf(match[1]!);
    const to = match[2] === undefined ? from : weekdayOf(match[2]);
    if (from !== null && to !== null) days.push(...span(from, to));
  }
  return days;
}

/** The weekly slots of one phrase such as `9:00am-1:00pm / 2:00pm-5:00pm, Mon, Tue`; null when any word is unknown. */
function readPhrase(phrase: string): WeeklySlot[] | null {
  const ranges = [...phrase.matchAll(RANGE)];
  const rest = phrase.replace(RANGE, ' ');
  const days = daysIn(rest);
  const unknown = rest.replace(DAYS, ' ').replace(/\b(?:and|from)\b|[,&/:()\s-]/gi, '');
  if (ranges.length === 0 || days.length === 0 || unknown !== '') return null;
  const slots: WeeklySlot[] = [];
  for (const range of ranges) {
    const closes = readClockTime(range[2]);
    const opens = readClockTime(range[1]);
    if (opens === null || closes === null || opens >= closes) return null;
    for (const weekday of days) slots.push({ weekday, opens, closes });
  }
  return slots;
}

/**
 * Opening hours in English words, phrase by phrase. `complete` is false when a phrase could not be read; its words
 * stay in `text`, so that nothing is lost and nothing is guessed (no weekday, no slot).
 */
export function readHoursText(text: string): ImportedSchedule {
  const trimmed = text.trim();
  if (/^(?:open )?24 hours(?: \(residential facility\)|, 7 days(?: a week)?)?\.?$/i.test(trimmed)) {
    return {
      slots: span(1, 7).map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })),
      complete: true,
      text: trimmed,
    };
  }
  const phrases = trimmed
    .replace(/GÇô/g, '-')
    .split(/[;\n]+/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
  const read = phrases.map(readPhrase);
  return {
    slots: orderSlots(read.flatMap((slots) => slots ?? [])),
    complete: read.length > 0 && read.every((slots) => slots !== null),
    text: trimmed,
  };
}

/** In order of the week, each slot once. */
export function orderSlots(slots: WeeklySlot[]): WeeklySlot[] {
  const byKey = new Map(slots.map((slot) => [`${slot.weekday} ${slot.opens} ${slot.closes}`, slot]));
  return [...byKey.keys()].sort().map((key) => byKey.get(key)!);
}
