import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { Clock } from '../../platform/time';
import type { Region } from './region.entity';
import { pathIds } from './region-path';
import { unitTiers } from './unit.entity';
import type { Unit, UnitTier } from './unit.entity';
import { UnitsStore } from './units.store';

export interface NewUnit {
  tier: UnitTier;
  name: string;
  /** At county level or below. */
  region: Region;
  operatorName?: string | null;
  phone?: string | null;
}

/** Service points of the tiers (R6). */
@Injectable()
export class Units {
  constructor(
    private readonly store: UnitsStore,
    private readonly clock: Clock,
  ) {}

  /** @throws `unit-not-found` (404) */
  async byId(id: string): Promise<Unit> {
    const unit = await this.store.byId(id);
    if (!unit) throw notFound('unit-not-found');
    return unit;
  }

  /** Open units of the whole installation in tree order. */
  all(): Promise<Unit[]> {
    return this.store.all();
  }

  /** Open units of a district in tree order. */
  ofDistrict(districtCode: string): Promise<Unit[]> {
    return this.store.ofDistrict(districtCode);
  }

  /** The unit of a tier whose catchment holds the place; the smallest catchment wins. Null when the tier has none. */
  async responsible(tier: UnitTier, regionPath: string): Promise<Unit | null> {
    const units = await this.store.ofRegions(tier, pathIds(regionPath));
    return units.sort((one, other) => other.regionPath.length - one.regionPath.length)[0] ?? null;
  }

  /** The next tier up from a unit for the same place (R8, R9): window, station, centre, authority. */
  next(unit: Unit, regionPath: string = unit.regionPath): Promise<Unit | null> {
    const tier = unitTiers[unitTiers.indexOf(unit.tier) + 1];
    return tier === undefined ? Promise.resolve(null) : this.responsible(tier, regionPath);
  }

  /** Opens a unit, or gives back the open one of the same tier, region and name. */
  async add({ tier, name, region, operatorName = null, phone = null }: NewUnit): Promise<Unit> {
    const known = await this.store.openNamed(tier, region.id, name);
    if (known) return known;
    return this.store.insert({
      id: newId(),
      tier,
      name,
      regionId: region.id,
      regionPath: region.path,
      districtCode: region.districtCode ?? region.code,
      operatorName,
      phone,
      validFrom: this.clock.today(),
      validTo: null,
    });
  }
}
