import { monthOf, nextMonth } from '../../platform/time';

/** Cash by the law (R85), services before the next circle (R38), years of support at work (R43). */
export const clockKinds = ['taper', 'waiting', 'support'] as const;
export type ClockKind = (typeof clockKinds)[number];

/** One clock with its own dates; `until` is null while it stands still. */
export interface ClockTrack {
  kind: ClockKind;
  from: string;
  until: string | null;
  /** Days within it on which something is due or happened. */
  marks: ReadonlyArray<{ day: string; what: string }>;
}

export interface ClockLine {
  /** Every month that a track touches and all between, YYYY-MM. */
  months: string[];
  tracks: ClockTrack[];
}

/** The clocks of a household side by side on one axis. They are never added up: none starts, stops or moves another. */
export function clockLine(tracks: readonly ClockTrack[]): ClockLine {
  const rank = ({ kind }: ClockTrack) => clockKinds.indexOf(kind);
  const ordered = [...tracks].sort((one, other) => rank(one) - rank(other) || one.from.localeCompare(other.from));
  const days = tracks.flatMap(({ from, until, marks }) => [from, until ?? from, ...marks.map(({ day }) => day)]).sort();
  return { months: monthsBetween(days[0], days.at(-1)), tracks: ordered };
}

function monthsBetween(first?: string, last?: string): string[] {
  const months: string[] = [];
  if (first === undefined || last === undefined) return months;
  for (let day = first; monthOf(day) <= monthOf(last); day = nextMonth(day)) months.push(monthOf(day));
  return months;
}
