import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { CommitmentDraw } from './commitment-draw.entity';
import type { DrawQuery } from './dto/commitment.dto';

/** Draws of the districts that the actor works for. */
@Injectable()
export class CommitmentDrawsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: CommitmentDraw): Promise<void> {
    await this.transactions.manager.insert(CommitmentDraw, row);
  }

  /** @throws AppError 404 `commitment-draw-not-found` */
  async get(id: string): Promise<CommitmentDraw> {
    const row = await this.transactions.manager.findOneBy(CommitmentDraw, { id });
    if (!row) throw notFound('commitment-draw-not-found');
    return row;
  }

  /** Newest first. */
  async list({ limit, after }: DrawQuery): Promise<Page<CommitmentDraw>> {
    const rows = this.transactions.manager.createQueryBuilder(CommitmentDraw, 'd');
    if (after) {
      const [at, id] = decodeCursor(after);
      rows.where('(d.drawn_at, d.id) < (:at::timestamptz, :id::uuid)', { at, id });
    }
    const found = await rows
      .orderBy('d.drawn_at', 'DESC')
      .addOrderBy('d.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, ({ drawnAt, id }) => [drawnAt.toISOString(), id]);
  }
}
