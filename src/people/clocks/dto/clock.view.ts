import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import { clockKinds, clockLine } from '../clock-line';
import { lifecycleOf } from '../clock-moves';
import { cashOf, trackOf } from '../clock-times';
import { type HouseholdClock, occasions } from '../household-clock.entity';

const day = z.iso.date();
const states = ['granted', 'running', 'paused', 'ended', 'ended-early', 'year-1', 'year-2', 'year-3', 'done'] as const;
const span = z.strictObject({ from: day, until: day.nullable() });

export const clockView = z.strictObject({
  id: z.uuid(),
  householdId: z.uuid(),
  kind: z.enum(clockKinds),
  state: z.enum(states),
  startedOn: day,
  /** Its own dates; `until` is null while it stands still. */
  from: day,
  until: day.nullable(),
  endedOn: day.nullable(),
  packVersion: z.string(),
  citation: z.string(),
  grounds: z.array(z.string()),
  occasion: z.enum(occasions).nullable(),
  memberId: z.uuid().nullable(),
  pauses: z.array(span),
  marks: z.array(z.strictObject({ day, what: z.string() })),
  /** Of a taper, in fen: what was paid for the last whole month, what is paid in each month, and their sum. */
  lastMonthFen: released('economy', z.int().nullable(), { from: 'summary' }),
  cash: released('economy', z.array(z.strictObject({ month: z.string(), percent: z.number(), fen: z.int() })), {
    from: 'summary',
  }),
  cashFen: released('economy', z.int().nullable(), { from: 'summary' }),
  documentNumber: released('economy', z.string().nullable(), { from: 'full' }),
  moves: z.array(z.string()),
  version: z.int(),
  withheld,
});
export type ClockView = z.infer<typeof clockView>;

export const clocksView = z.strictObject({
  items: z.array(clockView),
  /** All of them on one axis, beside each other and never added up. */
  line: z.strictObject({
    months: z.array(z.string()),
    tracks: z.array(
      z.strictObject({
        kind: z.enum(clockKinds),
        ...span.shape,
        marks: z.array(z.strictObject({ day, what: z.string() })),
      }),
    ),
  }),
  next: z.null(),
});
export type ClocksView = z.infer<typeof clocksView>;

/** @param roles of the reader: they decide which acts are offered */
export function viewClock(clock: HouseholdClock, levels: Levels, roles: readonly string[]): ClockView {
  const { id, householdId, kind, state, startedOn, endedOn, packVersion, rule, grounds, occasion, memberId } = clock;
  const { from, until, marks } = trackOf(clock);
  const cash = cashOf(clock);
  const acts = lifecycleOf(kind).allowed(state, roles);
  const view = {
    ...{ id, householdId, kind, state, startedOn, from, until, endedOn, packVersion, occasion, memberId },
    citation: rule.kind === 'waiting' ? (rule.rows[0]?.citation ?? '') : rule.citation,
    grounds: grounds ?? [],
    pauses: clock.pauses.map((pause) => ({ ...pause })),
    marks: marks.map((mark) => ({ ...mark })),
    lastMonthFen: clock.lastMonthFen,
    cash,
    cashFen: kind === 'taper' ? cash.reduce((sum, { fen }) => sum + fen, 0) : null,
    documentNumber: clock.documentNumber,
    ...{ moves: acts, version: clock.version },
  };
  return releaseFields(clockView, view, levels);
}

export function viewClocks(clocks: readonly HouseholdClock[], levels: Levels, roles: readonly string[]): ClocksView {
  const { months, tracks } = clockLine(clocks.map(trackOf));
  return {
    items: clocks.map((clock) => viewClock(clock, levels, roles)),
    line: { months, tracks: tracks.map((track) => ({ ...track, marks: track.marks.map((mark) => ({ ...mark })) })) },
    next: null,
  };
}
