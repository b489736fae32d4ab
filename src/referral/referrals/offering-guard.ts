import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { conflict } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { type OfferingCandidate, Offerings } from '../../supply/offerings';
import { Providers } from '../../supply/providers';
import type { Referral } from './referral.entity';

const ADULT = 18;

/**
 * What keeps an offering from being asked at all, checked when a referral goes out: a match may be days old, and a
 * referral may name an offering that no match proposed; and again when it is accepted, days later. Places and contract money are guarded where they are bound.
 */
@Injectable()
export class OfferingGuard {
  constructor(
    private readonly offerings: Offerings,
    private readonly providers: Providers,
    private readonly households: Households,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 409 `offering-not-open`, `fund-not-open` (R13), `credential-not-valid`, `minors-check-missing` (B30)
   */
  async check(referral: Referral): Promise<void> {
    const offering = await this.offerings.candidate(referral.offeringId);
    if (offering?.state !== 'open') throw conflict('offering-not-open');
    const { payer, credential } = offering;
    if (payer.kind === 'fund' && !payer.open) throw conflict('fund-not-open');
    if (credential.state === 'missing' || credential.state === 'expired') throw conflict('credential-not-valid');
    if (await this.needsMinorsCheck(referral, offering)) throw conflict('minors-check-missing');
  }

  /**
   * What may have changed since a referral went out. A paused offering takes nobody new, but whom it was asked for may still be
   * accepted.
   * @throws AppError 409 `acceptance-suspended`, `acceptance-closed`, `acceptance-credential` (B30)
   */
  async checkAcceptance({ offeringId, providerId }: Referral): Promise<void> {
    if ((await this.providers.get(providerId)).state === 'suspended') throw conflict('acceptance-suspended');
    const offering = await this.offerings.candidate(offeringId);
    if (!offering) throw conflict('acceptance-closed');
    const { state } = offering.credential;
    if (state === 'missing' || state === 'expired') throw conflict('acceptance-credential');
  }

  /** Who meets a minor face to face has a check that is still valid; a need of the household may be met for an adult. */
  private async needsMinorsCheck(referral: Referral, { contact, credential }: OfferingCandidate): Promise<boolean> {
    const checked = (credential.minorsCheckValidUntil ?? '') >= this.clock.today();
    if (!contact || checked) return false;
    const { members } = await this.households.facts(referral.householdId);
    const served = members.filter(({ id }) => referral.memberId === null || id === referral.memberId);
    return served.length > 0 && served.every(({ age }) => (age ?? ADULT) < ADULT);
  }
}
