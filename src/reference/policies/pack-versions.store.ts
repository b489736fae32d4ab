import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Transactions } from '../../platform/database';
import { stale } from '../../platform/errors';
import { PackVersion } from './pack-version.entity';

/** Rows of adopted versions, for the office and the centre of their district. */
@Injectable()
export class PackVersionsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: PackVersion): Promise<void> {
    await this.transactions.manager.insert(PackVersion, row);
  }

  /** @throws AppError 412 when it was taken back already */
  async withdraw(code: string, withdrawnAt: Date): Promise<PackVersion> {
    const { manager } = this.transactions;
    const { affected } = await manager.update(PackVersion, { code, withdrawnAt: IsNull() }, { withdrawnAt });
    if (affected !== 1) throw stale();
    return manager.findOneByOrFail(PackVersion, { code });
  }
}
