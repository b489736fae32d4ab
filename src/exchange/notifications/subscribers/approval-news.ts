import { Injectable } from '@nestjs/common';
import { Households } from '../../../people/households';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../../platform/queue';
import { Units } from '../../../reference/regions';
import { Approvals } from '../../../trust/approvals';
import { Accounts } from '../../../trust/accounts';
import { Announcer } from '../announcer';
import { familyOf } from '../notices';

/** Requests for access: whoever decides, whoever asked, whoever reviews (C3). */
@Injectable()
@Subscriber('notify-approval')
export class ApprovalNews implements EventSubscriber {
  readonly events = familyOf('approval');

  constructor(private readonly announcer: Announcer) {}

  handle(event: DomainEvent): Promise<void> {
    const { ownerAccountId } = event.data;
    return this.announcer.announce(event, {
      householdId: event.householdId,
      ownerAccountId: typeof ownerAccountId === 'string' ? ownerAccountId : null,
    });
  }
}

/**
 * A household is told who opened its file from elsewhere. One with special handling hears it from the worker alone,
 * since a letter can be read by others at home.
 */
@Injectable()
@Subscriber('notify-opening')
export class OpeningNews implements EventSubscriber {
  readonly events = familyOf('break-glass');

  constructor(
    private readonly approvals: Approvals,
    private readonly households: Households,
    private readonly accounts: Accounts,
    private readonly units: Units,
    private readonly announcer: Announcer,
  ) {}

  async handle(event: DomainEvent): Promise<void> {
    const { householdId, requestedBy, requestedUnitId, startsAt } = await this.approvals.get(event.aggregateId);
    if (startsAt === null) return;
    const { specialHandling } = await this.households.unrecorded(householdId);
    const who = (await this.accounts.names([requestedBy])).get(requestedBy) ?? '';
    const unit = requestedUnitId && (await this.units.byId(requestedUnitId)).name;
    const opening = { who, unit, at: startsAt };
    await this.announcer.announce(event, { householdId, restricted: specialHandling, opening });
  }
}
