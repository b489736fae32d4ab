import type { ShownCells } from '../../people/instrument-quality';

/** One piece of a bar; the darker, the graver the answer. Of what is not shown only the frame. */
interface Piece {
  x: number;
  width: number;
  opacity: number;
}

/** Width of a bar that stands for everybody. */
export const BAR_WIDTH = 200;
const LIGHTEST = 0.12;

/** A row of cells as a stacked bar; what is hidden, missing or was not asked stays empty at its end. */
export function stackedBar(cells: ShownCells, people: number): { width: number; pieces: Piece[] } {
  const values = Object.keys(cells)
    .map(Number)
    .filter((value) => Number.isInteger(value))
    .sort((a, b) => a - b);
  const most = values.at(-1) ?? 0;
  let x = 0;
  const pieces = values.flatMap((value) => {
    const count = cells[value] ?? 0;
    if (count === 0 || people === 0) return [];
    const width = Math.round((10 * BAR_WIDTH * count) / people) / 10;
    const opacity = Math.round(100 * (LIGHTEST + ((1 - LIGHTEST) * value) / Math.max(most, 1))) / 100;
    const piece = { x: Math.round(10 * x) / 10, width, opacity };
    x += width;
    return [piece];
  });
  return { width: BAR_WIDTH, pieces };
}
