import { Injectable } from '@nestjs/common';
import { Needs } from '../../../people/needs';
import { conflict } from '../../../platform/errors';
import { Offerings } from '../../../supply/offerings';
import { DraftReferral } from '../draft-referral';
import type { ForwardReferral as ForwardInput } from '../dto/referral.dto';
import { ReferralClock } from '../referral-clock';
import { ReferralEnding } from '../referral-ending';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** Turns to another offering: this referral ends, a new one takes its place and remembers who was asked before. */
@Injectable()
export class ForwardReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly drafts: DraftReferral,
    private readonly ending: ReferralEnding,
    private readonly needs: Needs,
    private readonly offerings: Offerings,
    private readonly clock: ReferralClock,
  ) {}

  /**
   * @returns the new referral
   * @throws AppError 404; 409 `referral-rerouted`, `offering-not-open`, `move-not-allowed`; `offering-asked-before` where one of the
   *   offerings has been asked in turn already, unless it is to be asked again
   */
  async execute(id: string, input: ForwardInput): Promise<Referral> {
    const referral = await this.store.lock(id);
    if (referral.nextId !== null) throw conflict('referral-rerouted');
    const offering = await this.offerings.get(input.offeringId);
    if (offering.state !== 'listed' || offering.id === referral.offeringId) throw conflict('offering-not-open');
    if (!input.again) await this.requireNew(referral, [input.offeringId, ...input.candidates]);
    const { planId, planItemId, message, safetyNote } = referral;
    const need = await this.needs.newest(referral.needId);
    const parts = { planId, planItemId, message, safetyNote, need, offering, previous: referral };
    const next = await this.drafts.write({ ...parts, candidates: input.candidates });
    const task = await this.clock.noTask(referral);
    const forwarded = await this.moves.make(
      referral,
      'forward',
      { ...task, nextId: next.id },
      { reason: input.reason },
    );
    await this.ending.withdraw(forwarded, 'forwarded');
    return next;
  }

  /** A referral that goes round in a circle looks busy and helps nobody. */
  private async requireNew(referral: Referral, offeringIds: readonly string[]): Promise<void> {
    const asked = (await this.store.chainOf(referral)).find(({ offeringId }) => offeringIds.includes(offeringId));
    if (!asked) return;
    const name = (await this.offerings.byIds([asked.offeringId])).get(asked.offeringId)?.name ?? asked.number;
    throw conflict('offering-asked-before', { offering: name, number: asked.number });
  }
}
