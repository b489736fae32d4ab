import { Injectable } from '@nestjs/common';
import { HouseholdLevels } from '../../people/households';
import { type Actor, Transactions } from '../../platform/database';
import type { Move } from '../../platform/lifecycle';
import { Clock } from '../../platform/time';
import { Taxonomy } from '../../reference/taxonomy';
import { type ReferralLog, viewLog } from './dto/referral-log.view';
import { type ProviderReferral, type StaffReferral, viewForProvider, viewForStaff } from './dto/referral.view';
import { type Levels, levelsOf } from '../../trust/access';
import { audienceOf, providerLevels, releasedFields } from './field-release';
import { ReferralContacts } from './referral-contacts';
import type { Referral } from './referral.entity';

/** A referral as the actor may read it: one function per audience, chosen here (C3). */
@Injectable()
export class ReferralViews {
  constructor(
    private readonly contacts: ReferralContacts,
    private readonly levels: HouseholdLevels,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly taxonomy: Taxonomy,
  ) {}

  /** One referral, with the contact data that are released. */
  async one(referral: Referral): Promise<StaffReferral | ProviderReferral> {
    const { roles, organisationId } = this.transactions.actor;
    if (organisationId === null) return this.forStaff(referral);
    return this.forProvider(referral, await this.contacts.of(referral, roles));
  }

  /** A line of a list: nothing is opened, and a restricted service is not named to its provider (C3). */
  async line(referral: Referral): Promise<StaffReferral | ProviderReferral> {
    if (this.transactions.actor.organisationId === null) return this.forStaff(referral);
    const seen = this.forProvider(referral, null);
    return this.taxonomy.restricted(referral.needCode) ? { ...seen, needCode: null, offeringId: null } : seen;
  }

  /** Lines of a list, with the reader's relations to all files asked at once. */
  async lines(referrals: readonly Referral[]): Promise<Array<StaffReferral | ProviderReferral>> {
    if (this.transactions.actor.organisationId === null) {
      await this.levels.ofAll(referrals.map(({ householdId }) => householdId));
    }
    const lines: Array<StaffReferral | ProviderReferral> = [];
    for (const referral of referrals) lines.push(await this.line(referral));
    return lines;
  }

  /** What happened to it. */
  async log(referral: Referral, moves: readonly Move[]): Promise<ReferralLog> {
    const { actor } = this.transactions;
    const levels =
      actor.organisationId === null ? await this.levels.of(referral.householdId) : this.levelsOfProvider(referral);
    return viewLog(moves, actor, levels);
  }

  /** As a provider reads it. */
  forProvider(referral: Referral, contact: ProviderReferral['contact']): ProviderReferral {
    const { roles }: Actor = this.transactions.actor;
    const audience = audienceOf(roles) ?? 'practitioner';
    const now = this.clock.now();
    const levels = this.levelsOfProvider(referral);
    const seen = viewForProvider(referral, roles, releasedFields(referral, audience, now), contact, levels);
    return { ...seen, specialHandling: seen.specialHandling || this.taxonomy.restricted(referral.needCode) };
  }

  private levelsOfProvider(referral: Referral): Levels {
    const audience = audienceOf(this.transactions.actor.roles) ?? 'practitioner';
    return providerLevels(referral, audience, this.clock.now()) ?? levelsOf([], []);
  }

  private async forStaff(referral: Referral): Promise<StaffReferral> {
    return viewForStaff(referral, this.transactions.actor.roles, await this.levels.of(referral.householdId));
  }
}
