import { nextMonth, plusMonths } from '../../platform/time';
import { plusDays } from '../../reference/calendar';

/** Civil days, both ends inside. */
export interface Span {
  from: string;
  until: string;
}

/** A standstill, both ends inside; null while it lasts. */
export interface Pause {
  from: string;
  until: string | null;
}

/** Whole months of payment after the month of the change (B11, R85): 760 > 700 in March, six months are April to September. */
export function taperSpan(changedOn: string, months: number): Span {
  const from = nextMonth(changedOn);
  return { from, until: plusDays(plusMonths(from, months), -1) };
}

/**
 * Months of waiting before the next circle outward: of several grounds the longest counts (R38).
 * @throws RangeError when a ground is not in the table or none is given
 */
export function waitingMonths(
  table: ReadonlyArray<{ code: string; months: number }>,
  grounds: readonly string[],
): number {
  const found = grounds.map((code) => table.find((row) => row.code === code)?.months ?? 0);
  if (found.length === 0 || found.includes(0)) throw new RangeError(`No waiting period for ${grounds.join(', ')}`);
  return Math.max(...found);
}

/**
 * The last day of a wait: the first day does not count (Civil Code 201, 202), and each day of a standstill moves the end
 * by one (R38). Null while it stands still.
 */
export function waitingUntil(startedOn: string, months: number, pauses: readonly Pause[] = []): string | null {
  let until = plusMonths(startedOn, months);
  let counted = startedOn;
  for (const pause of [...pauses].sort((one, other) => one.from.localeCompare(other.from))) {
    if (pause.from > until) break;
    if (pause.until === null) return null;
    const first = pause.from > counted ? pause.from : plusDays(counted, 1);
    if (pause.until < first) continue;
    until = plusDays(until, daysBetween(first, pause.until) + 1);
    counted = pause.until;
  }
  return until;
}

/** The years of support with their contacts (R43) and consultations (R44), the last of each on the last day. */
export function supportDates(
  startedOn: string,
  table: { months: number; contactMonths: number; consultationMonths: number },
): Span & { contacts: string[]; consultations: string[] } {
  const every = (step: number) =>
    Array.from({ length: Math.floor(table.months / step) }, (_, index) => plusMonths(startedOn, (index + 1) * step));
  return {
    from: startedOn,
    until: plusMonths(startedOn, table.months),
    contacts: every(table.contactMonths),
    consultations: every(table.consultationMonths),
  };
}

const daysBetween = (from: string, until: string): number => (Date.parse(until) - Date.parse(from)) / 86_400_000;
