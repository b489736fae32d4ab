import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database';
import { type DomainEvent, DueItems, type EventSubscriber, Subscriber } from '../../platform/queue';
import { Audit } from '../../trust/audit';
import { ClosedReferralsStore } from './closed-referrals.store';
import { FOLLOW_UP_MONTHS, civilDay, monthsLater, morningOf } from './follow-up-dates';
import { followUpLifecycle } from './follow-up.lifecycle';
import { FollowUpsStore } from './follow-ups.store';

/** A closed referral is looked at again after 3 and 6 months (R20, R58): nobody has to remember it. */
@Injectable()
@Subscriber('evaluations-plan-follow-ups')
export class PlanFollowUps implements EventSubscriber {
  readonly events = ['referral.closed'];

  constructor(
    private readonly referrals: ClosedReferralsStore,
    private readonly store: FollowUpsStore,
    private readonly dueItems: DueItems,
    private readonly audit: Audit,
  ) {}

  async handle(event: DomainEvent): Promise<void> {
    const referral = await this.referrals.served(event.aggregateId);
    if (!referral) return;
    const { id: referralId, householdId, districtCode, regionPath, ownerAccountId, closedAt } = referral;
    for (const months of FOLLOW_UP_MONTHS) {
      const dueOn = monthsLater(civilDay(closedAt), months);
      const id = newId();
      const added = await this.store.add({
        ...{ id, householdId, referralId, districtCode, regionPath, months, dueOn, ownerAccountId },
        ...{
          state: followUpLifecycle.initial,
          finding: null,
          needChange: null,
          doneBy: null,
          doneAt: null,
          version: 1,
        },
      });
      if (!added) continue;
      await this.dueItems.set({ kind: 'follow-up', subjectId: id, dueAt: morningOf(dueOn), districtCode });
      const subject = { subjectType: 'follow-up', subjectId: id, householdId, districtCode, regionPath };
      await this.audit.changed({ action: 'follow-up.planned', ...subject, fields: ['dueOn'] });
    }
  }
}
