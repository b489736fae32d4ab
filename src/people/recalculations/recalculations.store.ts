import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound } from '../../platform/errors';
import type { RecalculationQuery } from './dto/recalculation.dto';
import { Recalculation, type RecalculationState } from './recalculation.entity';

const STANDING: RecalculationState[] = ['waiting', 'running', 'open', 'closing'];

/** Rows of batches, for the office and the centre of their district. */
@Injectable()
export class RecalculationsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: Recalculation): Promise<void> {
    await this.transactions.manager.insert(Recalculation, row);
  }

  /** @throws AppError 404 `recalculation-not-found` */
  async get(id: string): Promise<Recalculation> {
    const row = await this.transactions.manager.findOneBy(Recalculation, { id });
    if (!row) throw notFound('recalculation-not-found');
    return row;
  }

  /**
   * Several decide at once; whoever takes the batch back or closes it waits for them, and they for whoever does.
   * @throws AppError 404; 409 `recalculation-not-open`
   */
  async share(id: string): Promise<Recalculation> {
    return this.held(id, 'pessimistic_read');
  }

  /** Alone. @throws AppError as `share` */
  async hold(id: string): Promise<Recalculation> {
    return this.held(id, 'pessimistic_write');
  }

  /** Newest first. */
  async list({ adoptionId, state, limit, after }: RecalculationQuery): Promise<Page<Recalculation>> {
    const rows = this.transactions.manager.createQueryBuilder(Recalculation, 'r').where('true');
    if (adoptionId) rows.andWhere('r.adoption_id = :adoptionId', { adoptionId });
    if (state) rows.andWhere('r.state = :state', { state });
    if (after) {
      const [orderedAt, id] = decodeCursor(after);
      rows.andWhere('(r.ordered_at, r.id) < (:orderedAt::timestamptz, :id::uuid)', { orderedAt, id });
    }
    const found = await rows
      .orderBy('r.ordered_at', 'DESC')
      .addOrderBy('r.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.orderedAt.toISOString(), row.id]);
  }

  /** Those in which families may wait for a person. */
  countOpen(): Promise<number> {
    return this.transactions.manager.countBy(Recalculation, { state: 'open' });
  }

  /** Those of an adoption that have not ended. */
  standing(adoptionId: string): Promise<Recalculation[]> {
    return this.transactions.manager.findBy(Recalculation, { adoptionId, state: In(STANDING) });
  }

  /** Changes the row while its state is one of these. @returns whether it was */
  async move(id: string, from: readonly RecalculationState[], changes: Partial<Recalculation>): Promise<boolean> {
    const result = await this.transactions.manager.update(Recalculation, { id, state: In([...from]) }, changes);
    return result.affected === 1;
  }

  private async held(id: string, mode: 'pessimistic_read' | 'pessimistic_write'): Promise<Recalculation> {
    const row = await this.transactions.manager.findOne(Recalculation, { where: { id }, lock: { mode } });
    if (!row) throw notFound('recalculation-not-found');
    if (row.state !== 'open') throw conflict('recalculation-not-open');
    return row;
  }
}
