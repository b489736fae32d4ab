import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { ReferralClock } from './referral-clock';
import { ReferralMoves } from './referral-moves';
import type { Referral } from './referral.entity';
import { referralLifecycle } from './referral.lifecycle';
import { ReferralsStore } from './referrals.store';
import { RecallReferral } from './use-cases/recall-referral.use-case';

/**
 * Sharing has ended in the transaction that ended the consent (`app.end_sharing_of_consent`); this is the work that
 * follows (A11): what was not served comes back, the owner of a running service gets a task.
 */
@Injectable()
@Subscriber('referrals-withdrawn-consent')
export class WithdrawnConsent implements EventSubscriber {
  readonly events = ['consent.withdrawn', 'consent.expired'];

  constructor(
    private readonly store: ReferralsStore,
    private readonly recalling: RecallReferral,
    private readonly moves: ReferralMoves,
    private readonly clock: ReferralClock,
  ) {}

  async handle({ aggregateId, type }: DomainEvent): Promise<void> {
    for (const referral of await this.store.ofConsent(aggregateId)) {
      const recallable = type === 'consent.withdrawn' && referralLifecycle.rule(referral.state, 'recall');
      if (recallable) await this.recalling.execute(referral.id, type);
      else await this.giveTask(referral);
    }
  }

  private async giveTask(referral: Referral): Promise<void> {
    if (referral.task === null)
      await this.moves.note(referral, 'referral.task-set', await this.clock.task(referral, 'ask-consent'));
  }
}
