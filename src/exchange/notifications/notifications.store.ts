import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { NotificationQuery } from './dto/notification.dto';
import { Notification } from './notification.entity';

/** Work that waits for a person: letters to print, calls to make, and short messages that no service carries. */
const BY_HAND = `(n.channel in ('letter', 'phone-task') and n.state in ('queued', 'failed-temporary')
  or n.channel = 'sms' and n.state = 'held')`;

/** Rows of the outbox of messages; which ones one sees is decided by the table's policy. */
@Injectable()
export class NotificationsStore {
  constructor(private readonly transactions: Transactions) {}

  /** @returns false when the event has brought this message forth before */
  async insert(row: Notification): Promise<boolean> {
    const added = await this.repository.createQueryBuilder().insert().values(row).orIgnore().returning('id').execute();
    return (added.raw as unknown[]).length > 0;
  }

  /** @throws AppError 404 `notification-not-found` */
  async get(id: string): Promise<Notification> {
    const row = await this.repository.findOneBy({ id });
    if (!row) throw notFound('notification-not-found');
    return row;
  }

  /** Newest first. */
  async list(query: NotificationQuery, userId: string | null): Promise<Page<Notification>> {
    const rows = this.repository
      .createQueryBuilder('n')
      .orderBy('n.id', 'DESC')
      .take(query.limit + 1);
    for (const field of ['state', 'channel', 'householdId', 'recipientKind', 'template'] as const) {
      if (query[field]) rows.andWhere(`n.${field} = :${field}`, { [field]: query[field] });
    }
    if (query.todo) rows.andWhere(BY_HAND);
    if (query.mine) rows.andWhere('(n.ownerAccountId = :userId or n.recipientId = :userId)', { userId });
    if (query.after) rows.andWhere('n.id < :after', { after: decodeCursor(query.after)[0] });
    return pageOf(await rows.getMany(), query.limit, (row) => [row.id]);
  }

  /** What has not gone out to a household yet, oldest first. */
  waitingFor(householdId: string): Promise<Notification[]> {
    const state = In(['queued', 'held', 'failed-temporary']);
    const where = { recipientKind: 'household', recipientId: householdId, state } as const;
    return this.repository.find({ where, order: { id: 'ASC' } });
  }

  /** How many letters and calls wait for the worker. */
  countByHand(ownerAccountId: string): Promise<number> {
    const rows = this.repository.createQueryBuilder('n').where(BY_HAND);
    return rows.andWhere('n.ownerAccountId = :ownerAccountId', { ownerAccountId }).getCount();
  }

  /** How many messages in the console one has not put away yet. */
  countUnread(accountId: string): Promise<number> {
    return this.repository.countBy({ recipientId: accountId, channel: 'in-app', state: 'queued' });
  }

  /** @throws AppError 412 when somebody else changed it in between */
  async change(row: Notification, changes: Partial<Notification>): Promise<Notification> {
    const next = { ...changes, version: row.version + 1 };
    const { affected } = await this.repository.update({ id: row.id, version: row.version }, next);
    if (affected !== 1) throw stale();
    return Object.assign(row, next);
  }

  private get repository() {
    return this.transactions.manager.getRepository(Notification);
  }
}
