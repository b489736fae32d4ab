import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time';
import { covers, type SharingWish } from './consent-rules';
import type { Consent } from './consent.entity';
import { ConsentsStore } from './consents.store';
import type { CreateConsent } from './dto/consent.dto';
import { AskConsent } from './use-cases/ask-consent.use-case';

/** What a household allows to be shared (R98), for this room's doors and for the rooms above. */
@Injectable()
export class Consents {
  constructor(
    private readonly store: ConsentsStore,
    private readonly asking: AskConsent,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 `consent-not-found` */
  get(id: string): Promise<Consent> {
    return this.store.get(id);
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<Consent[]> {
    return this.store.ofHousehold(householdId);
  }

  /** Those of many households; newest first. */
  ofHouseholds(householdIds: readonly string[]): Promise<Consent[]> {
    return this.store.ofHouseholds(householdIds);
  }

  /** Consents in force today. */
  async inForce(householdId: string): Promise<Consent[]> {
    const today = this.clock.today();
    return (await this.store.given(householdId)).filter((consent) => consent.validUntil >= today);
  }

  /** The newest consent that allows this sharing for a referral today; null when there is none: then nothing is shared. */
  async covering(wish: SharingWish & { householdId: string }): Promise<Consent | null> {
    const today = this.clock.today();
    const given = await this.store.given(wish.householdId);
    return given.find((consent) => consent.scope === 'referral' && covers(consent, wish, today)) ?? null;
  }

  /**
   * Records a consent that was given just now.
   * @throws AppError 404 household; 422 unknown item, giver under 14 or unknown
   */
  give(householdId: string, input: Omit<CreateConsent, 'decision'>): Promise<Consent> {
    return this.asking.execute(householdId, { ...input, decision: 'given' });
  }
}
