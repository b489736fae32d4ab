import { invalid } from '../../platform/errors';
import type { Region, Regions } from '../../reference/regions';

/**
 * The division of today that carries a code; of one that was abolished the message names what took its place (B48).
 * @throws AppError 422 `region-abolished`, `region-not-found`
 */
export async function regionOfCode(regions: Regions, code: string): Promise<Region> {
  const region = await regions.byCode(code).catch(() => null);
  if (region) return region;
  const next = await regions.successorOf(code);
  if (next) {
    const params = { code, successor: next.code, name: next.name };
    throw invalid([{ field: 'regionCode', code: 'region-abolished', params }]);
  }
  throw invalid([{ field: 'regionCode', code: 'region-not-found', params: { code } }]);
}
