import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { Sealer } from '../../platform/crypto';
import { Providers } from '../../supply/providers';
import { Accounts } from '../../trust/accounts';
import type { Notification } from './notification.entity';
import { WorkerAlone } from './worker-alone';

/** Where a message goes, asked at the moment of sending: an address that was corrected since is the right one. */
@Injectable()
export class Addresses {
  constructor(
    private readonly households: Households,
    private readonly providers: Providers,
    private readonly accounts: Accounts,
    private readonly sealer: Sealer,
    private readonly workerAlone: WorkerAlone,
  ) {}

  /** E-mail address of the recipient; null when there is none any more, or it must not be used. */
  async email({ recipientKind, recipientId, restricted }: Notification): Promise<string | null> {
    if (recipientKind === 'household') {
      if (await this.workerAlone.reaches(recipientId, restricted === true)) return null;
      return (await this.households.unrecorded(recipientId)).email;
    }
    if (recipientKind === 'provider') return (await this.providers.get(recipientId)).email;
    return (await this.accounts.get(recipientId)).email;
  }

  /** Whether somebody must not be told where it goes: only the worker reaches the others (B30, B31). */
  async barred({ recipientKind, recipientId }: Notification): Promise<boolean> {
    return recipientKind === 'household' && this.workerAlone.reaches(recipientId, false);
  }

  /** Telephone of the first member who has one; null when nobody has, or it must not be used. */
  async phone({ householdId, restricted }: Notification): Promise<string | null> {
    if (!householdId || (await this.workerAlone.reaches(householdId, restricted === true))) return null;
    const member = (await this.households.members(householdId)).find((one) => one.phoneCiphertext !== null);
    if (!member?.phoneCiphertext) return null;
    return this.sealer.open(member.id, 'household_members.phone', member.id, member.phoneCiphertext);
  }
}
