import type { Actor } from '../../platform/database';
import { invalid } from '../../platform/errors';
import type { Unit } from '../../reference/regions';

interface Place {
  role: string;
  unitId: string | null;
  organisationId: string | null;
  districtCode: string | null;
  regionPath: string | null;
}

const withoutSlash = (path: string) => path.replace(/\/$/, '');

/**
 * Where a new account works: the chosen unit and its region, else the district of the administrator.
 * @throws AppError 422 where neither says a place; only administrators look after the whole installation
 */
export function accountPlace(actor: Actor, role: string, unit: Unit | null, organisationId: string | null): Place {
  const districtCode = unit?.districtCode ?? actor.districtCodes[0] ?? null;
  if (!districtCode && !organisationId && !role.endsWith('-administrator'))
    throw invalid([{ field: 'unitId', code: 'role-needs-region' }]);
  return {
    role,
    organisationId,
    unitId: unit?.id ?? null,
    districtCode,
    regionPath: unit ? withoutSlash(unit.regionPath) : organisationId ? null : actor.regionPath,
  };
}
