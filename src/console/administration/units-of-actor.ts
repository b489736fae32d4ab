import { type Actor, inTurn } from '../../platform/database';
import type { Unit, Units } from '../../reference/regions';

/** Units that an administrator may give posts at; whoever looks after the whole installation has no district. */
export async function unitsOfActor(units: Units, { districtCodes: codes }: Actor): Promise<Unit[]> {
  if (codes.length === 0) return units.all();
  return (await inTurn(codes, (code) => units.ofDistrict(code))).flat();
}
