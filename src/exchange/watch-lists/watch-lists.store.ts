import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound, stale } from '../../platform/errors';
import type { WatchListQuery } from './dto/watch-list.dto';
import type { WatchRow } from './read-watch-list';
import { WatchLabel } from './watch-label.entity';
import { WatchList } from './watch-list.entity';

const PLACE = 'watch_lists.content';

/** Lists of the actor's district, and the labels that they give. */
@Injectable()
export class WatchListsStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
  ) {}

  /** Nobody else confirms a list of the district before the end of the transaction. */
  async lock(districtCode: string): Promise<void> {
    await this.transactions.inTurn(`watch-lists/${districtCode}`);
  }

  async insert(row: Omit<WatchList, 'content'>, rows: readonly WatchRow[]): Promise<WatchList> {
    const content = await this.sealer.seal(row.id, PLACE, row.id, JSON.stringify(rows));
    await this.transactions.manager.insert(WatchList, { ...row, content });
    return { ...row, content };
  }

  /** @throws AppError 409 `watch-list-not-checked` */
  async rows({ id, content }: WatchList): Promise<WatchRow[]> {
    if (content === null) throw conflict('watch-list-not-checked');
    return JSON.parse(await this.sealer.open(id, PLACE, id, content)) as WatchRow[];
  }

  /** @throws AppError 404 `watch-list-not-found` */
  async get(id: string): Promise<WatchList> {
    const row = await this.transactions.manager.findOneBy(WatchList, { id });
    if (!row) throw notFound('watch-list-not-found');
    return row;
  }

  inForce(districtCode: string): Promise<WatchList | null> {
    return this.transactions.manager.findOneBy(WatchList, { districtCode, state: 'in-force' });
  }

  /** The same file of the district, as long as it waits or is in force. */
  standing(districtCode: string, fileDigest: Buffer): Promise<WatchList | null> {
    return this.transactions.manager
      .createQueryBuilder(WatchList, 'l')
      .where('l.districtCode = :districtCode and l.fileDigest = :fileDigest', { districtCode, fileDigest })
      .andWhere(`l.state in ('checked', 'in-force')`)
      .getOne();
  }

  /** Newest first. */
  async list({ state, limit, after }: WatchListQuery): Promise<Page<WatchList>> {
    const rows = this.transactions.manager.createQueryBuilder(WatchList, 'l').where('true');
    if (state) rows.andWhere('l.state = :state', { state });
    if (after !== undefined) {
      const [at, id] = decodeCursor(after);
      rows.andWhere('(l.uploadedAt, l.id) < (:at::timestamptz, :id::uuid)', { at, id });
    }
    const found = await rows
      .orderBy('l.uploadedAt', 'DESC')
      .addOrderBy('l.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.uploadedAt.toISOString(), row.id]);
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: WatchList, changes: Partial<WatchList>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(WatchList, { id, state, version }, change as never);
    if (result.affected !== 1) throw stale();
  }

  async insertLabels(rows: readonly WatchLabel[]): Promise<void> {
    const { manager } = this.transactions;
    for (let at = 0; at < rows.length; at += 1000) await manager.insert(WatchLabel, rows.slice(at, at + 1000));
  }
}
