/** What scales have said of one need over time. */
export interface MappedNeed {
  /** Whose need, and which. */
  label: string;
  levels: ReadonlyArray<{ day: string; severity: number }>;
}

interface Cell {
  day: string;
  severity: number | null;
}

interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
  severity: number;
  textX: number;
  textY: number;
}

/** Small multiples: a row for each need, a column for each day on which a scale was asked, bars as high as the level. */
export interface NeedMap {
  width: number;
  height: number;
  days: Array<{ day: string; x: number }>;
  rows: Array<{ label: string; y: number; baseline: number; bars: Bar[]; cells: Cell[] }>;
  /** Earlier days that there was no room for. */
  left: number;
}

const LABEL = 300;
const COLUMN = 110;
const ROW = 58;
const HEAD = 30;
const BAR = 26;
const UNIT = 12;

/** Null without any result. @param most so many days at most, the newest ones */
export function needMap(needs: readonly MappedNeed[], most = 8): NeedMap | null {
  const all = [...new Set(needs.flatMap(({ levels }) => levels.map(({ day }) => day)))].sort();
  const days = all.slice(-most);
  if (days.length === 0) return null;
  const rows = needs.map(({ label, levels }, place) => {
    const baseline = HEAD + place * ROW + ROW - 8;
    const cells = days.map((day): Cell => {
      const said = levels.filter((one) => one.day === day).map(({ severity }) => severity);
      return { day, severity: said.length > 0 ? Math.max(...said) : null };
    });
    const bars = cells.flatMap(({ severity }, column): Bar[] => {
      if (severity === null) return [];
      const x = LABEL + column * COLUMN;
      const height = Math.max(severity * UNIT, 2);
      const text = { textX: x + BAR + 8, textY: baseline - 4 };
      return [{ x, y: baseline - height, width: BAR, height, severity, ...text }];
    });
    return { label, y: baseline - 10, baseline, bars, cells };
  });
  return {
    ...{ width: LABEL + days.length * COLUMN, height: HEAD + needs.length * ROW + 8 },
    ...{ days: days.map((day, column) => ({ day, x: LABEL + column * COLUMN })), rows },
    left: all.length - days.length,
  };
}
