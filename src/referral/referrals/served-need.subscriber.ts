import { Injectable } from '@nestjs/common';
import { Needs } from '../../people/needs';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { ReferralsStore } from './referrals.store';

/** A service that was done has served its need; whether it helped is said when the referral is closed (A11). */
@Injectable()
@Subscriber('referrals-served-need')
export class ServedNeed implements EventSubscriber {
  readonly events = ['referral.completed'];

  constructor(
    private readonly store: ReferralsStore,
    private readonly needs: Needs,
  ) {}

  async handle({ aggregateId }: DomainEvent): Promise<void> {
    const { needId, startedAt } = await this.store.get(aggregateId);
    const { state } = await this.needs.newest(needId);
    if (startedAt !== null && (state === 'planned' || state === 'confirmed')) await this.needs.markServed(needId);
  }
}
