import { Injectable } from '@nestjs/common';
import { Consents } from '../../../people/consents';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import type { ConsentReferral as ConsentInput } from '../dto/referral.dto';
import { ReferralClock } from '../referral-clock';
import { ReferralConsents } from '../referral-consents';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** Puts a consent of the household, or a ground that the law names, behind the sharing (R98; ux.md pattern 16). */
@Injectable()
export class ConsentReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly sharing: ReferralConsents,
    private readonly consents: Consents,
    private readonly transactions: Transactions,
    private readonly clock: ReferralClock,
  ) {}

  /** @throws AppError 404; 409 `consent-missing` when none covers this receiver and the items needed, `move-not-allowed` */
  async execute(id: string, input: ConsentInput = {}): Promise<Referral> {
    const referral = await this.store.lock(id);
    const ground = await this.ground(referral, input);
    const fields = { ...ground, ...(await this.clock.noTask(referral)) };
    return this.moves.make(referral, 'consent', fields, { reason: input.legalReason });
  }

  private async ground(referral: Referral, input: ConsentInput): Promise<Partial<Referral>> {
    const { legalGround, legalReason, consentId } = input;
    if (legalGround && legalReason) {
      const sharedItems = this.sharing.coveredBy(referral.districtCode, legalGround);
      return { legalGround, legalReason, legalChosenBy: this.transactions.actor.userId, sharedItems, consentId: null };
    }
    const consent = consentId ? await this.consents.get(consentId) : await this.sharing.covering(referral);
    if (!consent || !(await this.sharing.covers(consent, referral))) throw conflict('consent-missing');
    return { consentId: consent.id };
  }
}
