import { number } from './loose-json';
import type { Notes } from './read-item';

/**
 * A position on the globe, or nulls with a note: outside the world, or 0,0, which sources write for "unknown".
 * Degrees, WGS 84.
 */
export function readCoordinates(
  latitude: unknown,
  longitude: unknown,
  notes: Notes,
): { latitude: number | null; longitude: number | null } {
  const none = { latitude: null, longitude: null };
  const lat = number(latitude);
  const lon = number(longitude);
  if (lat === null || lon === null) return none;
  if (lat === 0 && lon === 0) {
    notes.add('coordinates-zero');
    return none;
  }
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    notes.add('coordinates-outside', { latitude: lat, longitude: lon });
    return none;
  }
  return { latitude: lat, longitude: lon };
}
