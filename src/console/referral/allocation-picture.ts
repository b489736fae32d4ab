/** What is asked for and what there is of one service. */
export interface SupplyAndDemand {
  needs: number;
  assigned: number;
  lost: number;
  unmatchable: number;
  places: number;
}

interface Piece {
  x: number;
  width: number;
  opacity: number;
}

/** Width of a bar that stands for the largest figure of the picture. */
export const SUPPLY_WIDTH = 240;
/** Served dark, lost to scarcity lighter, what nobody can serve only a frame. */
const OPACITY = { assigned: 1, lost: 0.4, unmatchable: 0 } as const;

/** Two bars for each service, all on one scale: needs by what became of them, and places. */
export function supplyBars(
  rows: readonly SupplyAndDemand[],
): Array<{ pieces: Piece[]; needs: number; places: number }> {
  const most = Math.max(1, ...rows.flatMap(({ needs, places }) => [needs, places]));
  const scaled = (count: number) => Math.round((10 * SUPPLY_WIDTH * count) / most) / 10;
  return rows.map((row) => {
    let x = 0;
    const pieces = (['assigned', 'lost', 'unmatchable'] as const).map((outcome) => {
      const piece = { x: Math.round(10 * x) / 10, width: scaled(row[outcome]), opacity: OPACITY[outcome] };
      x += piece.width;
      return piece;
    });
    return { pieces: pieces.filter(({ width }) => width > 0), needs: scaled(row.needs), places: scaled(row.places) };
  });
}
