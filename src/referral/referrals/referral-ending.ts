import { Injectable } from '@nestjs/common';
import { Needs } from '../../people/needs';
import { Clock } from '../../platform/time';
import { Reservations } from '../../supply/offerings';
import { AccessGrants } from '../../trust/access';
import { CONTACT_DAYS_AFTER_END } from './contact-days';
import { ReferralClock } from './referral-clock';
import type { Referral } from './referral.entity';
import { ReferralsStore } from './referrals.store';

const DAY = 86_400_000;

/** What has to stop or be given back when a referral ends. */
@Injectable()
export class ReferralEnding {
  constructor(
    private readonly store: ReferralsStore,
    private readonly reservations: Reservations,
    private readonly grants: AccessGrants,
    private readonly needs: Needs,
    private readonly answerClock: ReferralClock,
    private readonly clock: Clock,
  ) {}

  /** The service is over: contact data stay readable for the time of C3, a place that nobody used is free again. */
  async serviceOver(referral: Referral): Promise<void> {
    await this.grants.end(referral.id, new Date(this.clock.now().getTime() + CONTACT_DAYS_AFTER_END * DAY));
    if (referral.startedAt === null) return this.reservations.release(referral.id, 'stopped');
    await this.reservations.settle(referral.id, 'over');
  }

  /** Nothing will come of it: place, clock and view end now. */
  async withdraw(referral: Referral, note: string): Promise<void> {
    await this.reservations.release(referral.id, note);
    await this.answerClock.stopWaiting(referral.id);
    await this.grants.end(referral.id);
  }

  /** The need waits again for another answer, unless another referral is under way for it. */
  async freeNeed(referral: Referral): Promise<void> {
    const others = (await this.store.openOfNeed(referral.needId)).filter(({ id }) => id !== referral.id);
    if (others.length > 0) return;
    const need = await this.needs.newest(referral.needId);
    if (need.state === 'planned') await this.needs.markUnplanned(need.id);
  }

  /** What the end of the service means for the need (A11): served, and smaller or not. */
  async settleNeed(referral: Referral, outcome: NonNullable<Referral['outcome']>): Promise<void> {
    if (referral.startedAt === null && outcome === 'not-helped') return this.freeNeed(referral);
    const { state } = await this.needs.newest(referral.needId);
    if (state === 'declined' || state === 'closed' || state === 'found') return;
    await this.needs.markServed(referral.needId);
    await this.needs.markOutcome(referral.needId, outcome === 'not-helped' ? 'same' : 'reduced');
  }
}
