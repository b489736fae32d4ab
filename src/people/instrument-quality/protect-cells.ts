/** Fewest people behind a figure that is shown (domain F). */
export const LEAST_SHOWN = 10;

/** People by a property that each has exactly once, so that all cells together are everybody. */
export type Cells = Readonly<Record<string, number>>;
/** The same; null stands for a figure that is not shown. */
export type ShownCells = Record<string, number | null>;

const plain = (count: number) => count === 0 || count >= LEAST_SHOWN;
const sum = (counts: readonly number[]) => counts.reduce((total, one) => total + one, 0);

/**
 * Hides what is smaller than ten, and, so that it cannot be worked out from the rest, further cells until at least two are
 * hidden and ten people stand behind them; everything where there are not so many.
 */
export function protectRow(cells: Cells): ShownCells {
  const small = Object.keys(cells).filter((key) => !plain(cells[key]!));
  if (small.length === 0) return { ...cells };
  const others = Object.keys(cells)
    .filter((key) => cells[key]! >= LEAST_SHOWN)
    .sort((a, b) => cells[a]! - cells[b]!);
  const hidden = [...small];
  const enough = () => hidden.length > 1 && sum(hidden.map((key) => cells[key]!)) >= LEAST_SHOWN;
  while (!enough() && others.length > 0) hidden.push(others.shift()!);
  const all = !enough();
  return Object.fromEntries(Object.entries(cells).map(([key, n]) => [key, all || hidden.includes(key) ? null : n]));
}

/**
 * Which parts of a whole can be shown beside it: those without a small cell that also leave none when they, and those
 * chosen before them, are taken from what is shown of the whole. Of its hidden cells only their sum can be known, so they
 * count as one. The largest parts go first.
 */
export function shownParts(whole: Cells, parts: ReadonlyMap<number, Cells>): Set<number> {
  const shown = new Set<number>();
  const known = knownOf(whole);
  let rest = known(whole);
  const bySize = [...parts].sort(([a, one], [b, other]) => sizeOf(other) - sizeOf(one) || a - b);
  for (const [key, cells] of bySize) {
    const own = known(cells);
    const left = rest.map((count, at) => count - own[at]!);
    if (sizeOf(cells) === 0 || !Object.values(cells).every(plain) || !left.every(plain)) continue;
    shown.add(key);
    rest = left;
  }
  return shown;
}

/** What is known of a row where this whole stands beside it: its shown cells, and the hidden ones together. */
export function knownOf(whole: Cells): (cells: Cells) => number[] {
  const shown = protectRow(whole);
  const [open, hidden] = [true, false].map((is) => Object.keys(whole).filter((key) => (shown[key] !== null) === is));
  return (cells) => [...open!.map((key) => cells[key] ?? 0), sum(hidden!.map((key) => cells[key] ?? 0))];
}

const sizeOf = (cells: Cells) => sum(Object.values(cells));
