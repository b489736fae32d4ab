import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { Adoption } from './adoption.entity';
import type { AdoptionQuery } from './dto/adoption.dto';

/** Rows of adoptions, for the office and the centre of their district. */
@Injectable()
export class AdoptionsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: Adoption): Promise<void> {
    await this.transactions.manager.insert(Adoption, row);
  }

  /** @throws AppError 404 `adoption-not-found` */
  async get(id: string): Promise<Adoption> {
    const row = await this.transactions.manager.findOneBy(Adoption, { id });
    if (!row) throw notFound('adoption-not-found');
    return row;
  }

  /** Held until the transaction ends. @throws AppError 404 `adoption-not-found` */
  hold(id: string): Promise<Adoption> {
    return this.held(id, 'pessimistic_write');
  }

  /** As it is, until the transaction ends; others may share it. @throws AppError 404 `adoption-not-found` */
  share(id: string): Promise<Adoption> {
    return this.held(id, 'pessimistic_read');
  }

  /** Newest first. */
  async list({ state, draftId, limit, after }: AdoptionQuery): Promise<Page<Adoption>> {
    const rows = this.transactions.manager.createQueryBuilder(Adoption, 'a').where('true');
    if (state) rows.andWhere('a.state = :state', { state });
    if (draftId) rows.andWhere('a.draft_id = :draftId', { draftId });
    if (after) {
      const [askedAt, id] = decodeCursor(after);
      rows.andWhere('(a.asked_at, a.id) < (:askedAt::timestamptz, :id::uuid)', { askedAt, id });
    }
    const found = await rows
      .orderBy('a.asked_at', 'DESC')
      .addOrderBy('a.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.askedAt.toISOString(), row.id]);
  }

  /** The one that waits for a decision, if there is one. */
  asked(districtCode: string): Promise<Adoption | null> {
    return this.transactions.manager.findOneBy(Adoption, { districtCode, state: 'asked' });
  }

  countAsked(): Promise<number> {
    return this.transactions.manager.countBy(Adoption, { state: 'asked' });
  }

  /** Whether a person has decided about a household by this version of the pack. */
  async decidedBy(packVersion: string): Promise<boolean> {
    const sql = `select exists (select from classifications where pack_version = $1 and decided_at is not null) as used`;
    const [row] = await this.transactions.manager.query<Array<{ used: boolean }>>(sql, [packVersion]);
    return row?.used === true;
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: Adoption, changes: Partial<Adoption>): Promise<Adoption> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Adoption, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
    return this.get(id);
  }

  private async held(id: string, mode: 'pessimistic_read' | 'pessimistic_write'): Promise<Adoption> {
    const lock = { mode };
    const row = await this.transactions.manager.findOne(Adoption, { where: { id }, lock });
    if (!row) throw notFound('adoption-not-found');
    return row;
  }
}
