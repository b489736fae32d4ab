import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { type ProviderReferral, type StaffReferral, viewForProvider, viewForStaff } from './dto/referral.view';
import { audienceOf, releasedFields } from './field-release';
import { ReferralContacts } from './referral-contacts';
import type { Referral } from './referral.entity';

/** A referral as the actor may read it: one function per audience, chosen here (C3). */
@Injectable()
export class ReferralViews {
  constructor(
    private readonly contacts: ReferralContacts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** One referral, with the contact data that are released. */
  async one(referral: Referral): Promise<StaffReferral | ProviderReferral> {
    const { roles, organisationId } = this.transactions.actor;
    if (organisationId === null) return viewForStaff(referral, roles);
    return this.forProvider(referral, await this.contacts.of(referral, roles));
  }

  /** A line of a list: nothing is opened. */
  line(referral: Referral): StaffReferral | ProviderReferral {
    const { roles, organisationId } = this.transactions.actor;
    return organisationId === null ? viewForStaff(referral, roles) : this.forProvider(referral, null);
  }

  /** As a provider reads it. */
  forProvider(referral: Referral, contact: ProviderReferral['contact']): ProviderReferral {
    const { roles }: Actor = this.transactions.actor;
    const released = releasedFields(referral, audienceOf(roles) ?? 'practitioner', this.clock.now());
    return viewForProvider(referral, roles, released, contact);
  }
}
