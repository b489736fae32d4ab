import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { type Page, Transactions } from '../../platform/database';
import { Lifecycles, type Move } from '../../platform/lifecycle';
import { Audit } from '../../trust/audit';
import type { ReferralFilter } from './dto/referral-query.dto';
import type { Referral } from './referral.entity';
import { ReferralsStore } from './referrals.store';

/** Reads of referrals for this room's doors and for the rooms above; acts are use cases of their own. */
@Injectable()
export class Referrals {
  constructor(
    private readonly store: ReferralsStore,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly households: Households,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `referral-not-found`: not there, or not this actor's */
  get(id: string): Promise<Referral> {
    return this.store.get(id);
  }

  /**
   * For a person who looks at it: staff open the household's file with it (C2, C3); a provider is recorded, not counted.
   * @throws AppError 404; 429 `file-limit`
   */
  async open(id: string): Promise<Referral> {
    const referral = await this.store.get(id);
    const { householdId } = referral;
    if (this.transactions.actor.organisationId === null) await this.households.open(householdId);
    else await this.audit.read({ action: 'referral.read', subjectType: 'referral', subjectId: id, householdId });
    return referral;
  }

  /** The row as it is now, locked until the transaction ends. @throws AppError 404 */
  lock(id: string): Promise<Referral> {
    return this.store.lock(id);
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<Referral[]> {
    return this.store.ofHousehold(householdId);
  }

  /** Whoever is responsible for a referral that is under way at a provider. */
  ownersAt(providerId: string): Promise<string[]> {
    return this.store.ownersAt(providerId);
  }

  /** Referrals of a need that are under way: what one looks at before sending another (ux.md pattern 10). */
  openOfNeed(needId: string): Promise<Referral[]> {
    return this.store.openOfNeed(needId);
  }

  /** A page, newest first; `owner: 'me'` is the actor. */
  list(filter: ReferralFilter): Promise<Page<Referral>> {
    return this.store.list(this.own(filter));
  }

  /** How many rows `list` would go through. */
  count(filter: Omit<ReferralFilter, 'limit' | 'after'>): Promise<number> {
    return this.store.count(this.own(filter));
  }

  /** Every move, oldest first, as far as the actor may read it. @throws AppError 404 */
  async log(id: string): Promise<Move[]> {
    await this.store.get(id);
    return this.lifecycles.log(id);
  }

  private own<F extends { owner?: string }>(filter: F): F {
    return filter.owner === 'me' ? { ...filter, owner: this.transactions.actor.userId ?? undefined } : filter;
  }
}
