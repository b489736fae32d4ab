import type { ClockKind, ClocksView } from '../../people/clocks';
import { nextMonth } from '../../platform/time';

const WIDTH = 960;
const ROW = 56;
const HEAD = 28;
const BAR = 22;
const TICKS = 9;
const DAY = 86_400_000;

interface Bar {
  kind: ClockKind;
  x: number;
  y: number;
  width: number;
  nameY: number;
  marks: Array<{ x: number; y: number }>;
}

/** The time line drawn: one row a track, all on the same axis of months. Null without a clock. */
export interface ClockPicture {
  width: number;
  height: number;
  barHeight: number;
  ticks: Array<{ x: number; month: string }>;
  bars: Bar[];
  todayX: number | null;
}

/** @param today YYYY-MM-DD; where a clock that stands still ends for now */
export function clockPicture({ months, tracks }: ClocksView['line'], today: string): ClockPicture | null {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return null;
  const start = Date.parse(`${first}-01`);
  const span = Date.parse(nextMonth(`${last}-01`)) - start;
  const at = (day: string) => Math.round((Math.min(Math.max(Date.parse(day) - start, 0), span) / span) * WIDTH);
  const step = Math.ceil(months.length / TICKS);
  const bars = tracks.map(({ kind, from, until, marks }, place): Bar => {
    const y = HEAD + place * ROW + ROW - BAR - 6;
    const x = at(from);
    // To the end of its last day.
    const end = Math.max(at(endOf(until ?? (today > from ? today : from))), x + 2);
    const dots = marks.map(({ day }) => ({ x: at(day), y: y + BAR / 2 }));
    return { kind, x, y, width: end - x, nameY: y - 6, marks: dots };
  });
  const inside = Date.parse(today) >= start && Date.parse(today) < start + span;
  return {
    ...{ width: WIDTH, height: HEAD + tracks.length * ROW + 8, barHeight: BAR, bars },
    ticks: months.filter((_, place) => place % step === 0).map((month) => ({ month, x: at(`${month}-01`) })),
    todayX: inside ? at(today) : null,
  };
}

const endOf = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
