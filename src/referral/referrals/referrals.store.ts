import { Injectable } from '@nestjs/common';
import { In, type SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound, stale } from '../../platform/errors';
import type { ReferralFilter } from './dto/referral-query.dto';
import { Referral } from './referral.entity';
import { openStates, runningStates } from './referral.lifecycle';

const LIVE_KEY = 'referrals_need_id_live_key';
const live = ['sent', ...runningStates, 'disputed'] as const;

/** Whoever asked so many in turn has other worries than the one before. */
const LONGEST_CHAIN = 100;

/** Rows of referrals, as far as the actor may see them: staff by region, providers what was sent to them. */
@Injectable()
export class ReferralsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(referral: Referral): Promise<void> {
    await this.transactions.manager.insert(Referral, referral as never);
  }

  /** @throws AppError 404 `referral-not-found` */
  async get(id: string): Promise<Referral> {
    const referral = await this.transactions.manager.findOneBy(Referral, { id });
    if (!referral) throw notFound('referral-not-found');
    return referral;
  }

  /** The row as it is now, locked until the transaction ends: whoever acts at the same time waits and sees the result. */
  async lock(id: string): Promise<Referral> {
    const locked = await this.transactions.manager.findOne(Referral, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    // What the actor may read but no longer change cannot be locked; the life cycle then says why.
    return locked ?? this.get(id);
  }

  ofHousehold(householdId: string): Promise<Referral[]> {
    return this.transactions.manager.find(Referral, {
      where: { householdId },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
  }

  /** Referrals of a need that still ask somebody for an act, newest first. */
  openOfNeed(needId: string): Promise<Referral[]> {
    return this.transactions.manager.find(Referral, {
      where: { needId, state: In([...openStates]) },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
  }

  nextOf(previousId: string): Promise<Referral | null> {
    return this.transactions.manager.findOneBy(Referral, { previousId });
  }

  openOfCase(caseId: string): Promise<Referral[]> {
    return this.transactions.manager.find(Referral, {
      where: { caseId, state: In([...openStates, 'declined', 'expired']) },
    });
  }

  /** A referral and those that it took the place of, the newest first: who was asked in turn. */
  async chainOf(referral: Referral): Promise<Referral[]> {
    const chain = [referral];
    for (let before = referral.previousId; before !== null && chain.length < LONGEST_CHAIN;) {
      const one = await this.get(before);
      chain.push(one);
      before = one.previousId;
    }
    return chain;
  }

  async ownersAt(providerId: string): Promise<string[]> {
    const where = { providerId, state: In(openStates) };
    const rows = await this.transactions.manager.find(Referral, { where, select: { id: true, ownerAccountId: true } });
    return [...new Set(rows.map(({ ownerAccountId }) => ownerAccountId))].sort();
  }

  /** Asked of the database itself: the room of the waiting lists drafts referrals and lies above this one. */
  async somebodyWaits(offeringId: string): Promise<boolean> {
    const [row] = await this.transactions.manager.query<Array<{ waits: boolean }>>(
      'select app.somebody_waits($1) as waits',
      [offeringId],
    );
    return row?.waits ?? false;
  }

  ofConsent(consentId: string): Promise<Referral[]> {
    return this.transactions.manager.find(Referral, { where: { consentId, state: In([...openStates]) } });
  }

  /** Newest first. */
  async list(filter: ReferralFilter): Promise<Page<Referral>> {
    const rows = this.filtered(filter);
    if (filter.after) {
      const [createdAt, id] = decodeCursor(filter.after);
      rows.andWhere('(r.created_at, r.id) < (:createdAt::timestamptz, :id::uuid)', { createdAt, id });
    }
    const found = await rows
      .orderBy('r.created_at', 'DESC')
      .addOrderBy('r.id', 'DESC')
      .limit(filter.limit + 1)
      .getMany();
    return pageOf(found, filter.limit, (row) => [row.createdAt.toISOString(), row.id]);
  }

  count(filter: Omit<ReferralFilter, 'limit' | 'after'>): Promise<number> {
    return this.filtered(filter).getCount();
  }

  /**
   * Writes `changes` where state and version are still those that were read.
   * @throws AppError 412; 409 `referral-live` when the same offering is asked for the same need already
   */
  async update(referral: Referral, changes: Partial<Referral>): Promise<Referral> {
    const { id, state, version } = referral;
    const change = { ...changes, version: version + 1 };
    if (live.some((one) => one === change.state) && state === 'consented') await this.refuseTwin(referral);
    const result = await this.transactions.manager.update(Referral, { id, state, version }, change as never);
    if (result.affected !== 1) throw stale();
    return { ...referral, ...change };
  }

  private async refuseTwin({ needId, offeringId }: Referral): Promise<void> {
    // Two senders of the same pair wait for each other here, so that the second finds the first.
    await this.transactions.inTurn(`${LIVE_KEY} ${needId} ${offeringId}`);
    const twin = await this.transactions.manager.findOneBy(Referral, { needId, offeringId, state: In([...live]) });
    if (twin) throw conflict('referral-live', { number: twin.number });
  }

  private filtered(filter: Omit<ReferralFilter, 'limit' | 'after'>): SelectQueryBuilder<Referral> {
    const rows = this.transactions.manager.createQueryBuilder(Referral, 'r');
    const { state, open, provider, owner, offering, household, need, task, number } = filter;
    if (state) rows.andWhere('r.state = :state', { state });
    if (open) rows.andWhere('r.state in (:...openStates)', { openStates });
    if (provider) rows.andWhere('r.provider_id = :provider', { provider });
    if (owner) rows.andWhere('r.owner_account_id = :owner', { owner });
    if (offering) rows.andWhere('r.offering_id = :offering', { offering });
    if (household) rows.andWhere('r.household_id = :household', { household });
    if (need) rows.andWhere('r.need_id = :need', { need });
    if (number) rows.andWhere('r.number = :number', { number });
    if (task) rows.andWhere('r.task is not null');
    return rows;
  }
}
