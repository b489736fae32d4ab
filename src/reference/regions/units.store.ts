import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Transactions } from '../../platform/database';
import { Unit } from './unit.entity';
import type { UnitTier } from './unit.entity';

/** Queries on units; every one runs in the open transaction. */
@Injectable()
export class UnitsStore {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<Unit | null> {
    return this.repository.findOneBy({ id });
  }

  all(): Promise<Unit[]> {
    return this.repository.find({ where: { validTo: IsNull() }, order: { regionPath: 'ASC', tier: 'ASC' } });
  }

  ofDistrict(districtCode: string): Promise<Unit[]> {
    return this.repository.find({
      where: { districtCode, validTo: IsNull() },
      order: { regionPath: 'ASC', tier: 'ASC' },
    });
  }

  /** Open units of a tier that look after one of the regions. */
  ofRegions(tier: UnitTier, ids: readonly number[]): Promise<Unit[]> {
    return this.repository
      .createQueryBuilder('unit')
      .where('unit.tier = :tier and unit.region_id = any(:ids) and unit.valid_to is null', { tier, ids })
      .getMany();
  }

  openNamed(tier: UnitTier, regionId: number, name: string): Promise<Unit | null> {
    return this.repository.findOneBy({ tier, regionId, name, validTo: IsNull() });
  }

  async insert(unit: Unit): Promise<Unit> {
    await this.repository.insert(unit);
    return unit;
  }

  private get repository() {
    return this.transactions.manager.getRepository(Unit);
  }
}
