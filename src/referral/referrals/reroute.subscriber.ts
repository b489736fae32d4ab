import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { NextCandidate } from './next-candidate';

/** A no and silence both lead on (R22). */
@Injectable()
@Subscriber('referrals-reroute')
export class RerouteReferrals implements EventSubscriber {
  readonly events = ['referral.declined', 'referral.expired'];

  constructor(private readonly next: NextCandidate) {}

  async handle({ aggregateId }: DomainEvent): Promise<void> {
    await this.next.follow(aggregateId);
  }
}
