import type { Candidate } from './candidates';
import { MOST_POINTS, SCORE_PARTS } from './score';
import type { ScorePart } from './score';

/** A part that a worker may weigh otherwise as a trial. The order of use has no weight: nothing puts it aside (R7, R78). */
export type WeighedPart = Exclude<ScorePart, 'policy'>;
export type Weights = Readonly<Record<WeighedPart, number>>;

export const WEIGHED_PARTS = SCORE_PARTS.filter((part): part is WeighedPart => part !== 'policy');

/** Most points that all weighed parts have together; one step of the order of use outweighs them. */
const ALL_POINTS = WEIGHED_PARTS.reduce((sum, part) => sum + MOST_POINTS[part], 0);

const byPart = (of: (part: WeighedPart) => number): Weights =>
  Object.fromEntries(WEIGHED_PARTS.map((part) => [part, of(part)])) as Weights;

/** The published formula as weights: each is worth ten points. */
export const USUAL_WEIGHTS = byPart((part) => MOST_POINTS[part] / 10);

/**
 * Points of a candidate when the 900 points that are not the order of use are shared out by other weights: each part gets
 * its share of what it could get, in whole points. The usual weights give the usual score.
 */
export function pointsUnder(weights: Weights): (candidate: Candidate) => number {
  const sum = WEIGHED_PARTS.reduce((total, part) => total + weights[part], 0);
  const most = byPart((part) => Math.floor((ALL_POINTS * weights[part]) / sum));
  return ({ parts }) =>
    parts.reduce((total, { part, points }) => {
      if (part === 'policy' || part === 'exposure') return total + points;
      return total + Math.floor((points * most[part]) / MOST_POINTS[part]);
    }, 0);
}
