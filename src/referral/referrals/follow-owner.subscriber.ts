import { Injectable } from '@nestjs/common';
import { Cases } from '../../people/cases';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { ReferralMoves } from './referral-moves';
import { ReferralsStore } from './referrals.store';

/** Whoever takes a case over takes its open referrals over (R10). */
@Injectable()
@Subscriber('referrals-follow-owner')
export class FollowCaseOwner implements EventSubscriber {
  readonly events = ['case.assigned', 'case.handed-over'];

  constructor(
    private readonly cases: Cases,
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
  ) {}

  async handle({ aggregateId }: DomainEvent): Promise<void> {
    const { leadWorkerId: ownerAccountId } = await this.cases.get(aggregateId);
    for (const referral of await this.store.openOfCase(aggregateId)) {
      if (referral.ownerAccountId !== ownerAccountId) {
        await this.moves.note(referral, 'referral.owner-changed', { ownerAccountId });
      }
    }
  }
}
