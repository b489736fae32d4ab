import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { PackDraftQuery } from './dto/pack-draft.dto';
import { PackDraft } from './pack-draft.entity';

/** Rows of drafts, for the civil-affairs office of their district. */
@Injectable()
export class PackDraftsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(draft: PackDraft): Promise<void> {
    await this.transactions.manager.insert(PackDraft, draft as never);
  }

  /** @throws AppError 404 `pack-draft-not-found` */
  async get(id: string): Promise<PackDraft> {
    const draft = await this.transactions.manager.findOneBy(PackDraft, { id });
    if (!draft) throw notFound('pack-draft-not-found');
    return draft;
  }

  /** Newest first. */
  async list({ state, limit, after }: PackDraftQuery): Promise<Page<PackDraft>> {
    const rows = this.transactions.manager.createQueryBuilder(PackDraft, 'd').where('d.state = :state', { state });
    if (after) {
      const [madeAt, id] = decodeCursor(after);
      rows.andWhere('(d.made_at, d.id) < (:madeAt::timestamptz, :id::uuid)', { madeAt, id });
    }
    const found = await rows
      .orderBy('d.made_at', 'DESC')
      .addOrderBy('d.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.madeAt.toISOString(), row.id]);
  }

  /** @throws AppError 412 when `version` is not the newest */
  async update(id: string, version: number, changes: Partial<PackDraft>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(PackDraft, { id, version }, change as never);
    if (result.affected !== 1) throw stale();
  }
}
