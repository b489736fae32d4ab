import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { Events } from '../../platform/queue';
import { Audit } from '../../trust/audit';

/** "Call me" (ux pattern 21): becomes a call in the list of the household's worker. */
@Injectable()
export class AskForCall {
  constructor(
    private readonly households: Households,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @param about what the call is about: a card of the menu that should be explained, for instance */
  async execute(about: string | null = null): Promise<void> {
    const { householdId } = this.transactions.actor;
    if (!householdId) throw notFound();
    const { version, districtCode } = await this.households.unrecorded(householdId);
    const aggregate = { aggregateId: householdId, aggregateVersion: version, householdId, districtCode };
    await this.events.publish({ type: 'household.call-asked', ...aggregate, data: { about } });
    const subject = { subjectType: 'household', subjectId: householdId, householdId, districtCode };
    await this.audit.changed({ action: 'household.call-asked', ...subject });
  }
}
