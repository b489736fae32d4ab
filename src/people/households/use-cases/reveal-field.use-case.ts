import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { Transactions } from '../../../platform/database';
import { forbidden, invalid, notFound } from '../../../platform/errors';
import { mayReveal } from '../../../trust/access';
import { Audit } from '../../../trust/audit';
import type { RevealField as RevealInput } from '../dto/create-household.dto';
import type { RevealedView } from '../dto/household.view';
import { FieldReveals } from '../field-reveals.store';
import { HouseholdLevels } from '../household-levels';
import type { Household } from '../household.entity';
import type { HouseholdMember } from '../household-member.entity';
import { Households } from '../households.service';
import { HouseholdsStore } from '../households.store';
import { groupOfReveal } from '../reveal-groups';

const columns = {
  'identity-number': ['identity', 'identityCiphertext'],
  phone: ['phone', 'phoneCiphertext'],
  'disability-card': ['disability_card', 'disabilityCardCiphertext'],
} as const;

/**
 * Shows one masked value for ten minutes, for a stated reason that goes on the record with the field and the end (C3).
 * Groups at level `ask` need an approval first, and are open without this while one is held.
 */
@Injectable()
export class RevealField {
  constructor(
    private readonly households: Households,
    private readonly store: HouseholdsStore,
    private readonly levels: HouseholdLevels,
    private readonly reveals: FieldReveals,
    private readonly sealer: Sealer,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws AppError 404; 403 `approval-needed` with the group; 403 `reveal-not-allowed` (a window never sees identity
   *   numbers); 422 member missing; 429 `file-limit`
   */
  async execute(householdId: string, input: RevealInput): Promise<RevealedView> {
    const household = await this.households.open(householdId);
    const { field, memberId = null, reason } = input;
    await this.check(householdId, field);
    const value =
      field === 'address' ? await this.address(household) : await this.ofMember(householdId, memberId, field);
    const subject =
      memberId && field !== 'address'
        ? { subjectType: 'member', subjectId: memberId }
        : { subjectType: 'household', subjectId: householdId };
    const until = await this.reveals.open(householdId, subject.subjectId, field);
    await this.audit.read({
      action: 'household.field-revealed',
      ...subject,
      householdId,
      fields: [field, `until ${until.toISOString()}`],
      purpose: reason,
    });
    return { field, memberId, value, until: until.toISOString() };
  }

  private async check(householdId: string, field: RevealInput['field']): Promise<void> {
    const group = groupOfReveal[field];
    const level = (await this.levels.of(householdId))[group];
    if (level === 'full') return;
    if (level === 'ask') throw forbidden('approval-needed', { group });
    if (level !== 'masked' || !mayReveal(this.transactions.actor.roles, group)) throw forbidden('reveal-not-allowed');
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
