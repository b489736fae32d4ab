import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { AssessorTraining } from './assessor-training.entity';
import type { TrainingQuery } from './dto/training.dto';

const STANDS = `t.ended_at is null and t.trained_on <= :today and (t.valid_until is null or t.valid_until >= :today)`;

/** Rows of trainings, of the actor's district. */
@Injectable()
export class TrainingsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: AssessorTraining): Promise<void> {
    await this.transactions.manager.insert(AssessorTraining, row);
  }

  /** @throws AppError 404 `training-not-found` */
  async get(id: string): Promise<AssessorTraining> {
    const row = await this.transactions.manager.findOneBy(AssessorTraining, { id });
    if (!row) throw notFound('training-not-found');
    return row;
  }

  /** Those of one person for one scale that count today. */
  standing(accountId: string, instrument: string, districtCode: string, today: string): Promise<AssessorTraining[]> {
    return this.transactions.manager
      .createQueryBuilder(AssessorTraining, 't')
      .where(STANDS, { today })
      .andWhere('t.account_id = :accountId and t.instrument = :instrument', { accountId, instrument })
      .andWhere('t.district_code = :districtCode', { districtCode })
      .getMany();
  }

  /** By scale, in the order of their recording. */
  async list({ instrument, accountId, standing, after, limit }: TrainingQuery, today: string) {
    const rows = this.transactions.manager.createQueryBuilder(AssessorTraining, 't').where('true');
    if (instrument) rows.andWhere('t.instrument = :instrument', { instrument });
    if (accountId) rows.andWhere('t.account_id = :accountId', { accountId });
    if (standing) rows.andWhere(STANDS, { today });
    if (after) {
      const [code, id] = decodeCursor(after);
      rows.andWhere('(t.instrument, t.id) > (:code, :id::uuid)', { code, id });
    }
    const found = await rows
      .orderBy('t.instrument', 'ASC')
      .addOrderBy('t.id', 'ASC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.instrument, row.id]) satisfies Page<AssessorTraining>;
  }

  /** @throws AppError 412 */
  async end({ id, version }: AssessorTraining, by: string | null, at: Date, reason: string): Promise<void> {
    const change = { endedBy: by, endedAt: at, endReason: reason, version: version + 1 };
    const result = await this.transactions.manager.update(AssessorTraining, { id, version }, change);
    if (result.affected !== 1) throw stale();
  }
}
