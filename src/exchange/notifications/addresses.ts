import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { Sealer } from '../../platform/crypto';
import { Providers } from '../../supply/providers';
import { Accounts } from '../../trust/accounts';
import type { Notification } from './notification.entity';

/** Where a message goes, asked at the moment of sending: an address that was corrected since is the right one. */
@Injectable()
export class Addresses {
  constructor(
    private readonly households: Households,
    private readonly providers: Providers,
    private readonly accounts: Accounts,
    private readonly sealer: Sealer,
  ) {}

  /** E-mail address of the recipient; null when there is none any more. */
  async email({ recipientKind, recipientId }: Notification): Promise<string | null> {
    if (recipientKind === 'household') return (await this.households.get(recipientId)).email;
    if (recipientKind === 'provider') return (await this.providers.get(recipientId)).email;
    return (await this.accounts.get(recipientId)).email;
  }

  /** Telephone of the first member who has one; null when nobody has. */
  async phone({ householdId }: Notification): Promise<string | null> {
    if (!householdId) return null;
    const member = (await this.households.members(householdId)).find((one) => one.phoneCiphertext !== null);
    if (!member?.phoneCiphertext) return null;
    return this.sealer.open(member.id, 'household_members.phone', member.id, member.phoneCiphertext);
  }
}
