import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { FollowUpQuery } from './dto/follow-up.dto';
import { FollowUp } from './follow-up.entity';

/** Rows of follow-ups. */
@Injectable()
export class FollowUpsStore {
  constructor(private readonly transactions: Transactions) {}

  /** @returns false when the referral has its follow-up of so many months already */
  async add(followUp: FollowUp): Promise<boolean> {
    const { referralId, months } = followUp;
    if (await this.transactions.manager.existsBy(FollowUp, { referralId, months })) return false;
    await this.transactions.manager.insert(FollowUp, followUp);
    return true;
  }

  /** @throws AppError 404 `follow-up-not-found` */
  async get(id: string): Promise<FollowUp> {
    const followUp = await this.transactions.manager.findOneBy(FollowUp, { id });
    if (!followUp) throw notFound('follow-up-not-found');
    return followUp;
  }

  ofHousehold(householdId: string): Promise<FollowUp[]> {
    return this.transactions.manager.find(FollowUp, { where: { householdId }, order: { dueOn: 'ASC', id: 'ASC' } });
  }

  /** By the day they fall due, earliest first. */
  async list(query: FollowUpQuery, accountId: string | null): Promise<Page<FollowUp>> {
    const rows = this.transactions.manager
      .createQueryBuilder(FollowUp, 'follow')
      .orderBy('follow.dueOn', 'ASC')
      .addOrderBy('follow.id', 'ASC')
      .take(query.limit + 1);
    const { state, householdId, referralId, mine } = query;
    if (state) rows.andWhere('follow.state = :state', { state });
    if (householdId) rows.andWhere('follow.householdId = :householdId', { householdId });
    if (referralId) rows.andWhere('follow.referralId = :referralId', { referralId });
    if (mine) rows.andWhere('follow.ownerAccountId = :accountId', { accountId });
    if (query.after) {
      const [day, id] = decodeCursor(query.after);
      rows.andWhere('(follow.dueOn, follow.id) > (:day::date, :id::uuid)', { day, id });
    }
    return pageOf(await rows.getMany(), query.limit, (row) => [row.dueOn, row.id]);
  }

  countDue(ownerAccountId: string): Promise<number> {
    return this.transactions.manager.countBy(FollowUp, { ownerAccountId, state: 'due' });
  }

  /** @throws AppError 412 */
  async update(followUp: FollowUp, changes: Partial<FollowUp>): Promise<FollowUp> {
    const { id, version, state } = followUp;
    const next = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(FollowUp, { id, version, state }, next);
    if (result.affected !== 1) throw stale();
    return { ...followUp, ...next };
  }
}
