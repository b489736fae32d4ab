import { Injectable } from '@nestjs/common';
import { Needs } from '../../../people/needs';
import { conflict } from '../../../platform/errors';
import { Clock, monthOf } from '../../../platform/time';
import { Reservations } from '../../../supply/offerings';
import type { SendReferral as SendInput } from '../dto/referral.dto';
import { OfferingGuard } from '../offering-guard';
import { ReferralClock } from '../referral-clock';
import { ReferralConsents } from '../referral-consents';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** Asks the provider and reserves a place until the answer clock ends; an unknown capacity reserves nothing (design 3). */
@Injectable()
export class SendReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly sharing: ReferralConsents,
    private readonly guard: OfferingGuard,
    private readonly reservations: Reservations,
    private readonly needs: Needs,
    private readonly answerClock: ReferralClock,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 409 `consent-missing`, `no-capacity`, `waiting-list-first`, `referral-live`, `move-not-allowed`, and what
   *   `OfferingGuard.check` and `Reservations.reserve` throw
   */
  async execute(id: string, input: SendInput = {}): Promise<Referral> {
    const referral = await this.store.lock(id);
    await this.check(referral);
    const answerDueAt = this.answerClock.answerDueAt(referral.districtCode, input.answerDays);
    const capacityPeriod = await this.periodOf(referral, input.period);
    const { reserved } = await this.reservations.reserve({
      offeringId: referral.offeringId,
      period: capacityPeriod,
      holderId: referral.id,
      expiresAt: answerDueAt,
    });
    const sent = await this.moves.make(referral, 'send', {
      sentAt: this.clock.now(),
      answerDueAt,
      capacityPeriod: reserved ? capacityPeriod : null,
      askFirst: !reserved,
    });
    await this.answerClock.waitForAnswer(sent, answerDueAt);
    await this.needs.markPlanned(sent.needId);
    return sent;
  }

  /**
   * The month that was asked for, or that of the place which it keeps from a waiting list, even where that month has just
   * ended: the place was its turn. A place kept of another month than was asked for goes back.
   */
  private async periodOf({ id, capacityPeriod: kept }: Referral, wanted: string | undefined): Promise<string> {
    const standing = kept !== null && (await this.reservations.holds(id)) ? kept : null;
    const period = wanted ?? standing ?? monthOf(this.clock.today());
    if (standing !== null && standing !== period) await this.reservations.release(id, 'other-month');
    return period;
  }

  private async check(referral: Referral): Promise<void> {
    if (referral.state !== 'consented') return;
    if (!(await this.sharing.stillStands(referral))) throw conflict('consent-missing');
    await this.guard.check(referral);
    // A place that comes free belongs to those who wait for it, in their order (R97).
    const waitedFor = await this.store.somebodyWaits(referral.offeringId);
    if (waitedFor && !(await this.reservations.holds(referral.id))) throw conflict('waiting-list-first');
  }
}
