import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { AccessGrants } from '../../trust/access';
import { ReferralClock } from './referral-clock';
import { ReferralMoves } from './referral-moves';
import type { Referral } from './referral.entity';
import { referralLifecycle } from './referral.lifecycle';
import { ReferralsStore } from './referrals.store';
import { RecallReferral } from './use-cases/recall-referral.use-case';

/** A withdrawn consent stops sharing (A11): what was not served comes back, a running service loses its view. */
@Injectable()
@Subscriber('referrals-withdrawn-consent')
export class WithdrawnConsent implements EventSubscriber {
  readonly events = ['consent.withdrawn'];

  constructor(
    private readonly store: ReferralsStore,
    private readonly recalling: RecallReferral,
    private readonly grants: AccessGrants,
    private readonly moves: ReferralMoves,
    private readonly clock: ReferralClock,
  ) {}

  async handle({ aggregateId, type }: DomainEvent): Promise<void> {
    for (const referral of await this.store.ofConsent(aggregateId)) {
      if (referralLifecycle.rule(referral.state, 'recall')) await this.recalling.execute(referral.id, type);
      else await this.closeView(referral);
    }
  }

  private async closeView(referral: Referral): Promise<void> {
    await this.grants.end(referral.id);
    if (referral.task === null)
      await this.moves.note(referral, 'referral.task-set', await this.clock.task(referral, 'ask-consent'));
  }
}
