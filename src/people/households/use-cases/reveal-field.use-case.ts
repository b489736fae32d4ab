import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { Transactions } from '../../../platform/database';
import { forbidden, invalid, notFound } from '../../../platform/errors';
import { Audit } from '../../../trust/audit';
import type { RevealField as RevealInput } from '../dto/create-household.dto';
import type { RevealedView } from '../dto/household.view';
import type { Household } from '../household.entity';
import type { HouseholdMember } from '../household-member.entity';
import { HouseholdsStore } from '../households.store';

const columns = {
  'identity-number': ['identity', 'identityCiphertext'],
  phone: ['phone', 'phoneCiphertext'],
  'disability-card': ['disability_card', 'disabilityCardCiphertext'],
} as const;

/** Shows one masked value once, for a stated reason that goes on the record (C3). */
@Injectable()
export class RevealField {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly sealer: Sealer,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404; 403 `reveal-not-allowed` (a window never sees identity numbers); 422 member missing */
  async execute(householdId: string, input: RevealInput): Promise<RevealedView> {
    const household = await this.store.get(householdId);
    const { field, memberId = null, reason } = input;
    const { roles } = this.transactions.actor;
    const papers = field === 'identity-number' || field === 'disability-card';
    if (papers && roles.every((role) => role === 'window-worker')) throw forbidden('reveal-not-allowed');
    const value =
      field === 'address' ? await this.address(household) : await this.ofMember(householdId, memberId, field);
    const subject = memberId
      ? { subjectType: 'member', subjectId: memberId }
      : { subjectType: 'household', subjectId: householdId };
    await this.audit.read({
      action: 'household.field-revealed',
      ...subject,
      householdId,
      fields: [field],
      purpose: reason,
    });
    return { field, memberId, value };
  }

  private async address({ id, addressCiphertext }: Household): Promise<string | null> {
    return addressCiphertext && this.sealer.open(id, 'households.address', id, addressCiphertext);
  }

  private async ofMember(
    householdId: string,
    memberId: string | null,
    field: keyof typeof columns,
  ): Promise<string | null> {
    if (!memberId) throw invalid([{ field: 'memberId', code: 'member-not-found' }]);
    const member: HouseholdMember = await this.store.member(memberId);
    if (member.householdId !== householdId) throw notFound('member-not-found');
    const [column, property] = columns[field];
    const bytes = member[property];
    return bytes && this.sealer.open(member.id, `household_members.${column}`, member.id, bytes);
  }
}
