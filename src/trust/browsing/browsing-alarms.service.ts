import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { Accounts } from '../accounts';
import { BrowsingAlarm } from './browsing-alarm.entity';
import type { AlarmQuery, AlarmView } from './dto/browsing-alarm.dto';

/** Reads of alarms, for the security administrator and supervisors. */
@Injectable()
export class BrowsingAlarms {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: Accounts,
  ) {}

  /** @throws AppError 404 `alarm-not-found` */
  async get(id: string): Promise<BrowsingAlarm> {
    const row = await this.transactions.manager.findOneBy(BrowsingAlarm, { id });
    if (!row) throw notFound('alarm-not-found');
    return row;
  }

  /** Newest first. */
  async list({ state, limit, after }: AlarmQuery): Promise<Page<BrowsingAlarm>> {
    const rows = this.transactions.manager.createQueryBuilder(BrowsingAlarm, 'a');
    if (state) rows.andWhere('a.state = :state', { state });
    if (after) rows.andWhere('a.id < :after', { after: String(decodeCursor(after)[0]) });
    const found = await rows
      .orderBy('a.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.id]);
  }

  countOpen(): Promise<number> {
    return this.transactions.manager.countBy(BrowsingAlarm, { state: 'open' });
  }

  async views(rows: readonly BrowsingAlarm[]): Promise<AlarmView[]> {
    const names = await this.accounts.names(rows.flatMap((row) => [row.accountId, row.lookedBy ?? row.accountId]));
    return rows.map((row) => {
      const { id, accountId, files, searches, vainSearches, emergencies, state, finding, version, lookedBy } = row;
      return {
        ...{ id, self: `/api/v1/access-alarms/${id}`, accountId, accountName: names.get(accountId) ?? '' },
        ...{ hour: row.hour.toISOString(), files, searches, vainSearches, emergencies, state, finding, version },
        ...{ raisedAt: row.raisedAt.toISOString(), lookedAt: row.lookedAt?.toISOString() ?? null },
        lookedByName: lookedBy && (names.get(lookedBy) ?? ''),
      };
    });
  }
}
