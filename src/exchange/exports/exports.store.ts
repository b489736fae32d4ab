import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { ExportQuery } from './dto/export.dto';
import { Export } from './export.entity';

/** Rows of orders: one's own, for officers those of their area, for the security administrator all. */
@Injectable()
export class ExportsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: Export): Promise<void> {
    await this.transactions.manager.insert(Export, row as never);
  }

  /** @throws AppError 404 `export-not-found` */
  async get(id: string): Promise<Export> {
    const row = await this.transactions.manager.findOneBy(Export, { id });
    if (!row) throw notFound('export-not-found');
    return row;
  }

  /** The actor's own. @throws AppError 404 `export-not-found` */
  async own(id: string): Promise<Export> {
    const row = await this.get(id);
    if (row.orderedBy !== this.transactions.actor.userId) throw notFound('export-not-found');
    return row;
  }

  /** Newest first. */
  async list(query: ExportQuery): Promise<Page<Export>> {
    const rows = this.transactions.manager.createQueryBuilder(Export, 'e');
    if (query.kind) rows.andWhere('e.kind = :kind', { kind: query.kind });
    if (query.state) rows.andWhere('e.state = :state', { state: query.state });
    if (query.mine) rows.andWhere('e.ordered_by = :mine', { mine: this.transactions.actor.userId });
    if (query.after) {
      const [orderedAt, id] = decodeCursor(query.after);
      rows.andWhere('(e.ordered_at, e.id) < (:orderedAt::timestamptz, :id::uuid)', { orderedAt, id });
    }
    const found = await rows
      .orderBy('e.ordered_at', 'DESC')
      .addOrderBy('e.id', 'DESC')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, (row) => [row.orderedAt.toISOString(), row.id]);
  }

  /** Of others, that wait for a second person. */
  countAsked(): Promise<number> {
    return this.transactions.manager
      .createQueryBuilder(Export, 'e')
      .where("e.state = 'asked' and e.ordered_by <> :me", { me: this.transactions.actor.userId })
      .getCount();
  }

  /** Whether the actor has had statistics of the kind since then. */
  async hadStatistics(kind: Export['kind'], moment: Date): Promise<boolean> {
    return this.transactions.manager
      .createQueryBuilder(Export, 'e')
      .where("e.mode = 'statistics' and e.kind = :kind and e.ordered_by = :me and e.ready_at > :moment", {
        ...{ kind, moment, me: this.transactions.actor.userId },
      })
      .getExists();
  }

  /** An order of the same request that waits or lies ready. */
  openOf(requestOrgan: string, requestNumber: string): Promise<Export | null> {
    return this.transactions.manager
      .createQueryBuilder(Export, 'e')
      .where("e.request_organ = :requestOrgan and e.request_number = :requestNumber and e.mode = 'identified'", {
        ...{ requestOrgan, requestNumber },
      })
      .andWhere("e.state in ('asked', 'waiting', 'ready')")
      .getOne();
  }

  /** How many files with names the actor has ordered since then. */
  async namedSince(moment: Date): Promise<number> {
    return this.transactions.manager
      .createQueryBuilder(Export, 'e')
      .where("e.mode <> 'statistics' and e.state <> 'refused' and e.ordered_by = :me and e.ordered_at > :moment", {
        me: this.transactions.actor.userId,
        moment,
      })
      .getCount();
  }

  /** Writes where the state is still the one that was read. @throws AppError 412 */
  async update({ id, state, version }: Export, changes: Partial<Export>): Promise<void> {
    const result = await this.transactions.manager.update(Export, { id, state, version }, {
      ...changes,
      version: version + 1,
    } as never);
    if (result.affected !== 1) throw stale();
  }

  /** Counts a download, whoever else downloads at the same time. */
  async countDownload(id: string, at: Date): Promise<void> {
    await this.transactions.manager.query(
      'update exports set downloads = downloads + 1, last_download_at = $2 where id = $1',
      [id, at],
    );
  }

  async keepFile(id: string, content: Buffer): Promise<void> {
    await this.transactions.manager.query('insert into export_files (export_id, content) values ($1, $2)', [
      id,
      content,
    ]);
  }

  /** Null when it is gone, or not the actor's. */
  async file(id: string): Promise<Buffer | null> {
    const [row] = await this.transactions.manager.query<Array<{ content: Buffer }>>(
      'select content from export_files where export_id = $1',
      [id],
    );
    return row?.content ?? null;
  }
}
