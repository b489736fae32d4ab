import { Injectable } from '@nestjs/common';
import { GuardianBars } from '../../people/consents';
import { type HouseholdMember, Households } from '../../people/households';
import { Sealer } from '../../platform/crypto';
import { AppError } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Audit } from '../../trust/audit';
import { audienceOf, releasedFields } from './field-release';
import type { Referral } from './referral.entity';

/** What a provider needs to reach a household. */
export interface ReferralContact {
  name: string;
  phone: string | null;
  /** On the day of a visit only. */
  address: string | null;
}

/** Opens name, phone and door for a provider as far as the table of C3 and the database's grants allow. */
@Injectable()
export class ReferralContacts {
  constructor(
    private readonly households: Households,
    private readonly bars: GuardianBars,
    private readonly sealer: Sealer,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Null where nothing is released. Every reading is recorded (C2). */
  async of(referral: Referral, roles: readonly string[]): Promise<ReferralContact | null> {
    const audience = audienceOf(roles);
    if (audience === null) return null;
    const released = releasedFields(referral, audience, this.clock.now());
    if (!released.has('name')) return null;
    const person = await this.person(referral);
    if (!person) return null;
    const { id: subjectId, householdId } = referral;
    const fields = (['name', 'phone', 'address'] as const).filter((field) => released.has(field));
    await this.audit.read({ action: 'referral.contact-read', subjectType: 'referral', subjectId, householdId, fields });
    return {
      name: person.name,
      phone: released.has('phone') ? await this.phone(person) : null,
      address: released.has('address') ? await this.address(householdId) : null,
    };
  }

  /**
   * The person it is about, nobody once they left; without one, the first who may be told (B30, B31). Null too when the
   * grant behind the referral has ended.
   */
  private async person({ householdId, memberId }: Referral): Promise<HouseholdMember | null> {
    if (memberId === null) return (await this.bars.toTell(householdId))[0] ?? null;
    return (await this.households.members(householdId)).find(({ id }) => id === memberId) ?? null;
  }

  private async phone({ id, phoneCiphertext }: HouseholdMember): Promise<string | null> {
    return phoneCiphertext && this.sealer.open(id, 'household_members.phone', id, phoneCiphertext);
  }

  private async address(householdId: string): Promise<string | null> {
    try {
      const { addressCiphertext } = await this.households.unrecorded(householdId);
      return (
        addressCiphertext && (await this.sealer.open(householdId, 'households.address', householdId, addressCiphertext))
      );
    } catch (error) {
      if (error instanceof AppError && error.status === 404) return null;
      throw error;
    }
  }
}
