import type { Trend } from '../../people/assessments';

const WIDTH = 640;
const LEFT = 70;
const RIGHT = 620;
const TOP = 24;
const STEP = 36;
const LEVELS = [3, 2, 1, 0];
/** A shape for each version: what is not to be compared looks different without colour too. */
const SHAPES = ['circle', 'square', 'diamond'] as const;

interface Dot {
  x: number;
  y: number;
  shape: (typeof SHAPES)[number];
  /** Corner points of a diamond. */
  points: string;
  /** A result that is not compared is hollow. */
  hollow: boolean;
}

/** The levels of one person and scale over time; lines join only what may be compared. */
export interface TrendPicture {
  width: number;
  height: number;
  left: number;
  right: number;
  levels: Array<{ y: number; level: number }>;
  dots: Dot[];
  lines: Array<{ x1: number; y1: number; x2: number; y2: number }>;
  first: string;
  last: string;
}

/** Null where the reader sees no level. */
export function trendPicture({ points }: Trend): TrendPicture | null {
  const shown = points.filter(({ severity }) => severity !== null);
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return null;
  const start = Date.parse(first.completedAt);
  const span = Math.max(Date.parse(last.completedAt) - start, 1);
  const x = (at: string) => Math.round(LEFT + 20 + ((Date.parse(at) - start) / span) * (RIGHT - LEFT - 40));
  const y = (level: number) => TOP + (3 - level) * STEP;
  const versions = [...new Set(points.map(({ instrumentVersion }) => instrumentVersion))];
  const dots = new Map(
    shown.map((point): [string, Dot] => {
      const [cx, cy] = [x(point.completedAt), y(point.severity ?? 0)];
      const shape = SHAPES[versions.indexOf(point.instrumentVersion) % SHAPES.length] ?? 'circle';
      const diamond = `${cx},${cy - 8} ${cx + 8},${cy} ${cx},${cy + 8} ${cx - 8},${cy}`;
      return [point.id, { x: cx, y: cy, shape, points: diamond, hollow: !point.complete }];
    }),
  );
  const lines = shown.flatMap(({ id, change }) => {
    const [from, to] = [dots.get(change?.since ?? ''), dots.get(id)];
    return from && to ? [{ x1: from.x, y1: from.y, x2: to.x, y2: to.y }] : [];
  });
  return {
    ...{ width: WIDTH, height: TOP + 3 * STEP + 34, left: LEFT, right: RIGHT, dots: [...dots.values()], lines },
    levels: LEVELS.map((level) => ({ level, y: y(level) })),
    ...{ first: first.completedAt, last: last.completedAt },
  };
}
