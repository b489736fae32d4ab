import { Injectable } from '@nestjs/common';
import { Needs } from '../../people/needs';
import { Transactions } from '../../platform/database';
import { AppError } from '../../platform/errors';
import { Offerings } from '../../supply/offerings';
import { Gaps } from '../gaps';
import { type DeclineEffect, declineReason } from './decline-reasons';
import { DraftReferral } from './draft-referral';
import { ReferralClock } from './referral-clock';
import { ReferralConsents } from './referral-consents';
import { ReferralEnding } from './referral-ending';
import { ReferralMoves } from './referral-moves';
import type { Referral, ReferralTask } from './referral.entity';
import { ReferralsStore } from './referrals.store';
import { ConsentReferral } from './use-cases/consent-referral.use-case';
import { SendReferral } from './use-cases/send-referral.use-case';

/** Effects after which asking the next provider would only bring the same answer: the owner mends something first. */
const MEND_FIRST: Partial<Record<DeclineEffect, ReferralTask>> = { 'fix-data': 'fix-data', 'ask-papers': 'ask-papers' };

/** What follows a no or silence (R22, R97): the next candidate, or work for the owner and a gap row. Never nothing. */
@Injectable()
export class NextCandidate {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly drafts: DraftReferral,
    private readonly sharing: ReferralConsents,
    private readonly consenting: ConsentReferral,
    private readonly sending: SendReferral,
    private readonly ending: ReferralEnding,
    private readonly offerings: Offerings,
    private readonly needs: Needs,
    private readonly gaps: Gaps,
    private readonly clock: ReferralClock,
    private readonly transactions: Transactions,
  ) {}

  /** Once for each referral, however often it is called. */
  async follow(id: string): Promise<void> {
    const referral = await this.store.lock(id);
    const over = referral.state === 'declined' || referral.state === 'expired';
    if (!over || referral.nextId !== null || referral.task !== null) return;
    const reason = declineReason(referral.declineReason);
    const effect = referral.state === 'expired' || !reason ? 'retry-elsewhere' : reason.effect;
    const mend = MEND_FIRST[effect];
    if (mend) return this.giveTask(referral, mend);
    const next = effect === 'open-gap' ? null : await this.askNext(referral);
    if (next) return this.link(referral, next);
    await this.leaveGap(referral, reason?.cause ?? 'declined');
    await this.giveTask(referral, effect === 'widen-area' ? 'widen-area' : 'find-another');
  }

  /** The first candidate that is open and has a place; null when none is left. */
  private async askNext(referral: Referral): Promise<Referral | null> {
    for (const [index, offeringId] of referral.candidates.entries()) {
      const next = await this.tryOne(referral, offeringId, referral.candidates.slice(index + 1));
      if (next) return next;
    }
    return null;
  }

  private async tryOne(
    referral: Referral,
    offeringId: string,
    candidates: readonly string[],
  ): Promise<Referral | null> {
    const offering = (await this.offerings.byIds([offeringId])).get(offeringId);
    if (offering?.state !== 'listed') return null;
    const need = await this.needs.newest(referral.needId);
    const { planId, planItemId, message, safetyNote } = referral;
    const parts = { planId, planItemId, message, safetyNote, need, offering, candidates, previous: referral };
    try {
      return await this.transactions.savepoint(async () => this.send(await this.drafts.write(parts), referral));
    } catch (error) {
      if (error instanceof AppError && error.status === 409) return null;
      throw error;
    }
  }

  /** With a consent it goes out at once; without one its owner asks the household first. */
  private async send(draft: Referral, { legalGround, legalReason }: Referral): Promise<Referral> {
    if (legalGround && legalReason) await this.consenting.execute(draft.id, { legalGround, legalReason });
    else if (await this.sharing.covering(draft)) await this.consenting.execute(draft.id);
    else return this.moves.note(draft, 'referral.task-set', await this.clock.task(draft, 'ask-consent'));
    return this.sending.execute(draft.id);
  }

  private async link(referral: Referral, next: Referral): Promise<void> {
    await this.moves.note(referral, 'referral.rerouted', { nextId: next.id });
  }

  private async leaveGap(referral: Referral, cause: Parameters<Gaps['open']>[0]['cause']): Promise<void> {
    const others = (await this.store.openOfNeed(referral.needId)).filter(({ id }) => id !== referral.id);
    if (others.length > 0) return;
    const need = await this.needs.newest(referral.needId);
    const { householdId, districtCode, regionPath } = referral;
    const { id: needId, code, severity } = need;
    await this.gaps.open({ householdId, needId, districtCode, regionPath, code, severity, cause });
    await this.ending.freeNeed(referral);
  }

  private async giveTask(referral: Referral, task: ReferralTask): Promise<void> {
    await this.moves.note(referral, 'referral.task-set', await this.clock.task(referral, task));
  }
}
