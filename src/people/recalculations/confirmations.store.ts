import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import type { ConfirmationQuery } from './dto/confirmation.dto';
import { type ConfirmationState, RecalculationConfirmation } from './recalculation-confirmation.entity';

const MOVING: ConfirmationState[] = ['waiting', 'running', 'undoing'];

/** Rows of confirmations by what families have in common, for whoever sees their batch. */
@Injectable()
export class ConfirmationsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: RecalculationConfirmation): Promise<void> {
    await this.transactions.manager.insert(RecalculationConfirmation, row);
  }

  /** @throws AppError 404 `recalculation-confirmation-not-found` */
  async get(id: string): Promise<RecalculationConfirmation> {
    const row = await this.transactions.manager.findOneBy(RecalculationConfirmation, { id });
    if (!row) throw notFound('recalculation-confirmation-not-found');
    return row;
  }

  /** Newest first. */
  async list(recalculationId: string, { limit, after }: ConfirmationQuery): Promise<Page<RecalculationConfirmation>> {
    const rows = this.transactions.manager
      .createQueryBuilder(RecalculationConfirmation, 'c')
      .where('c.recalculation_id = :recalculationId', { recalculationId });
    if (after) {
      const [orderedAt, id] = decodeCursor(after);
      rows.andWhere('(c.ordered_at, c.id) < (:orderedAt::timestamptz, :id::uuid)', { orderedAt, id });
    }
    const found = await rows
      .orderBy('c.ordered_at', 'DESC')
      .addOrderBy('c.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.orderedAt.toISOString(), row.id]);
  }

  /** Those of a batch that are being carried out or undone. */
  moving(recalculationId: string): Promise<RecalculationConfirmation[]> {
    return this.transactions.manager.findBy(RecalculationConfirmation, { recalculationId, state: In(MOVING) });
  }

  /**
   * Changes the row while its state is one of these and the job that is named carries it out; it is held until the transaction
   * ends. An order that is undone goes on with another job: what the one before still has to say does not concern it.
   * @returns whether it was
   */
  async move(
    { id, jobRunId }: Pick<RecalculationConfirmation, 'id' | 'jobRunId'>,
    from: readonly ConfirmationState[],
    changes: Partial<RecalculationConfirmation>,
  ): Promise<boolean> {
    const where = { id, jobRunId: jobRunId ?? IsNull(), state: In([...from]) };
    const result = await this.transactions.manager.update(RecalculationConfirmation, where, changes);
    return result.affected === 1;
  }
}
