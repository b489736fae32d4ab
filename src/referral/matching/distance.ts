import type { Point } from './matching.types';

const METRES_PER_DEGREE = 111_195;

/**
 * Whole metres between two points on the equirectangular map, rounded down: inside a prefecture it differs from the
 * great circle by less than a thousandth. Null when one of the points is unknown.
 */
export function metresBetween(a: Point | null | undefined, b: Point | null | undefined): number | null {
  if (!a || !b) return null;
  const middle = ((a.lat + b.lat) / 2) * (Math.PI / 180);
  const north = (a.lat - b.lat) * METRES_PER_DEGREE;
  const east = (a.lon - b.lon) * METRES_PER_DEGREE * Math.cos(middle);
  return Math.floor(Math.sqrt(north * north + east * east));
}
