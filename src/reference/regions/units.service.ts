import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Transactions, newId } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { Clock } from '../../platform/time';
import type { Region } from './region.entity';
import { pathIds } from './region-path';
import { Unit, unitTiers } from './unit.entity';
import type { UnitTier } from './unit.entity';

export interface NewUnit {
  tier: UnitTier;
  name: string;
  region: Region;
  operatorName?: string | null;
  phone?: string | null;
}

/** Service points of the tiers (R6). */
@Injectable()
export class Units {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws `unit-not-found` (404) */
  async byId(id: string): Promise<Unit> {
    const unit = await this.repository.findOneBy({ id });
    if (!unit) throw notFound('unit-not-found');
    return unit;
  }

  ofDistrict(districtCode: string): Promise<Unit[]> {
    return this.repository.find({
      where: { districtCode, validTo: IsNull() },
      order: { regionPath: 'ASC', tier: 'ASC' },
    });
  }

  /** The unit of a tier whose catchment holds the place; the smallest catchment wins. Null when the tier has none. */
  async responsible(tier: UnitTier, regionPath: string): Promise<Unit | null> {
    const ids = pathIds(regionPath);
    const units = await this.repository
      .createQueryBuilder('unit')
      .where('unit.tier = :tier and unit.region_id in (:...ids) and unit.valid_to is null', { tier, ids })
      .getMany();
    return units.sort((one, other) => other.regionPath.length - one.regionPath.length)[0] ?? null;
  }

  /** The next tier up from a unit for the same place (R8, R9): window, station, centre, authority. */
  next(unit: Unit, regionPath: string = unit.regionPath): Promise<Unit | null> {
    const tier = unitTiers[unitTiers.indexOf(unit.tier) + 1];
    return tier === undefined ? Promise.resolve(null) : this.responsible(tier, regionPath);
  }

  /** Opens a unit, or gives back the open one of the same tier, region and name. */
  async add({ tier, name, region, operatorName = null, phone = null }: NewUnit): Promise<Unit> {
    const known = await this.repository.findOneBy({ regionId: region.id, tier, name, validTo: IsNull() });
    if (known) return known;
    const unit = this.repository.create({
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
    await this.repository.insert(unit);
    return unit;
  }

  private get repository() {
    return this.transactions.manager.getRepository(Unit);
  }
}
