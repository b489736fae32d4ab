import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { BatchPrint, type BatchPrintState } from './batch-print.entity';
import { BatchPrintFile } from './batch-print-file.entity';
import type { BatchPrintQuery } from './dto/batch-print.dto';

/** Rows of batches, for whoever ordered them. */
@Injectable()
export class BatchPrintsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: BatchPrint, files: ReadonlyArray<Pick<BatchPrintFile, 'householdId' | 'position'>>): Promise<void> {
    const { manager } = this.transactions;
    await manager.insert(BatchPrint, row as never);
    await manager.insert(
      BatchPrintFile,
      files.map((file) => ({ ...file, batchPrintId: row.id, content: null, leftOut: null })),
    );
  }

  /** @throws AppError 404 `batch-print-not-found` */
  async get(id: string): Promise<BatchPrint> {
    const row = await this.transactions.manager.findOneBy(BatchPrint, { id });
    if (!row) throw notFound('batch-print-not-found');
    return row;
  }

  /** Newest first. */
  async list({ limit, after }: BatchPrintQuery): Promise<Page<BatchPrint>> {
    const rows = this.transactions.manager.createQueryBuilder(BatchPrint, 'b');
    if (after !== undefined) {
      const [orderedAt, id] = decodeCursor(after);
      rows.andWhere('(b.ordered_at, b.id) < (:orderedAt::timestamptz, :id::uuid)', { orderedAt, id });
    }
    const found = await rows
      .orderBy('b.ordered_at', 'DESC')
      .addOrderBy('b.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.orderedAt.toISOString(), row.id]);
  }

  /** Changes the row while its state is one of these. @returns whether it was */
  async move(id: string, from: readonly BatchPrintState[], changes: Partial<BatchPrint>): Promise<boolean> {
    const result = await this.transactions.manager.update(BatchPrint, { id, state: In([...from]) }, changes as never);
    return result.affected === 1;
  }

  /** Files that have neither paper nor reason yet, in their order. */
  waiting(batchPrintId: string, limit: number): Promise<BatchPrintFile[]> {
    return this.transactions.manager.find(BatchPrintFile, {
      where: { batchPrintId, content: IsNull(), leftOut: IsNull() },
      order: { position: 'ASC' },
      take: limit,
    });
  }

  async countPrinted(batchPrintId: string): Promise<number> {
    return this.transactions.manager
      .createQueryBuilder(BatchPrintFile, 'f')
      .where('f.batch_print_id = :batchPrintId and f.content is not null', { batchPrintId })
      .getCount();
  }

  async write(
    { batchPrintId, householdId }: BatchPrintFile,
    made: Partial<Pick<BatchPrintFile, 'content' | 'leftOut'>>,
  ): Promise<void> {
    await this.transactions.manager.update(BatchPrintFile, { batchPrintId, householdId }, made as never);
  }

  /** In the order in which they were chosen; those out of reach meanwhile are missing. */
  async files(batchPrintId: string, { limit, after }: BatchPrintQuery): Promise<Page<BatchPrintFile>> {
    const rows = this.transactions.manager
      .createQueryBuilder(BatchPrintFile, 'f')
      .where('f.batch_print_id = :batchPrintId', { batchPrintId });
    if (after !== undefined) rows.andWhere('f.position > :position', { position: Number(decodeCursor(after)[0]) });
    const found = await rows
      .orderBy('f.position', 'ASC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.position]);
  }

  /** Whether something that only a named team may know keeps the household off public sheets (B28, R46). */
  async keptFromPublicity(householdId: string): Promise<boolean> {
    const [row] = await this.transactions.manager.query<Array<{ kept: boolean }>>(
      'select app.kept_from_publicity($1) as kept',
      [householdId],
    );
    return row?.kept ?? true;
  }
}
