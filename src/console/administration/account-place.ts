import type { Actor } from '../../platform/database';
import type { Unit } from '../../reference/regions';

interface Place {
  role: string;
  unitId: string | null;
  organisationId: string | null;
  districtCode: string | null;
  regionPath: string | null;
}

const withoutSlash = (path: string) => path.replace(/\/$/, '');

/** Where a new account works: the chosen unit and its region, else the district of the administrator. */
export function accountPlace(actor: Actor, role: string, unit: Unit | null, organisationId: string | null): Place {
  return {
    role,
    organisationId,
    unitId: unit?.id ?? null,
    districtCode: unit?.districtCode ?? actor.districtCodes[0] ?? null,
    regionPath: unit ? withoutSlash(unit.regionPath) : organisationId ? null : actor.regionPath,
  };
}
