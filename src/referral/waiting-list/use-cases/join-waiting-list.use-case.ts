import { Injectable } from '@nestjs/common';
import { Cases } from '../../../people/cases';
import { Households } from '../../../people/households';
import { type Need, Needs } from '../../../people/needs';
import { newId, Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { requestContext } from '../../../platform/http';
import { defaultLocale } from '../../../platform/i18n';
import { Clock } from '../../../platform/time';
import { type Offering, Offerings } from '../../../supply/offerings';
import { diffOf } from '../../../trust/audit';
import { Matching, type NeedToMeet, PhraseTexts } from '../../matching';
import { Referrals } from '../../referrals';
import type { JoinWaitingList as JoinInput } from '../dto/waiting-list.dto';
import { OfferPlaces } from '../offer-places';
import type { WaitingListEntry } from '../waiting-list-entry.entity';
import { WaitingListMoves } from '../waiting-list-moves';
import { WaitingListStore } from '../waiting-list.store';

/** Puts a need on the queue of an offering that is full (R97); nothing is shared with the provider by it. */
@Injectable()
export class JoinWaitingList {
  constructor(
    private readonly store: WaitingListStore,
    private readonly moves: WaitingListMoves,
    private readonly offering: OfferPlaces,
    private readonly needs: Needs,
    private readonly cases: Cases,
    private readonly households: Households,
    private readonly offerings: Offerings,
    private readonly matching: Matching,
    private readonly referrals: Referrals,
    private readonly phrases: PhraseTexts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 409 `case-needed`, `offering-not-open`, `waiting-list-places-unknown`, `waiting-list-joined-already`,
   *   `referral-live`, `waiting-list-places-free`, `waiting-list-not-admitted`; 422 `need-not-matchable`, `need-not-assessed`
   */
  async execute(offeringId: string, input: JoinInput): Promise<WaitingListEntry> {
    const offering = await this.offerings.get(offeringId);
    if (offering.state !== 'listed') throw conflict('offering-not-open');
    if (!offering.capacityKnown) throw conflict('waiting-list-places-unknown');
    const need = await this.needs.newest(input.needId);
    await this.cases.requireOpen(need.householdId);
    await this.offering.lookAgain({ offeringId, districtCode: need.districtCode });
    await this.store.lockQueue(offeringId);
    await this.refuseTwin(need, offeringId);
    const { urgency } = await this.admitted(need, offering);
    const entry = await this.entry(need, offering, urgency);
    await this.store.insert(entry);
    await this.moves.placeAll(offeringId, entry.districtCode, entry.id);
    await this.moves.told(entry, 'waiting-list.joined', diffOf(null, { needId: need.id, offeringId, urgency }));
    return this.store.get(entry.id);
  }

  private async refuseTwin(need: Need, offeringId: string): Promise<void> {
    for (const one of await this.store.liveOfHousehold(need.householdId)) {
      if (one.offeringId !== offeringId) continue;
      if ((await this.needs.newest(one.needId)).id === need.id)
        throw conflict('waiting-list-joined-already', { position: one.position ?? 0 });
    }
    const referral = (await this.referrals.openOfNeed(need.id)).find((one) => one.offeringId === offeringId);
    if (referral) throw conflict('referral-live', { number: referral.number });
  }

  /** Nothing but the places stands against it: what the rules refuse today would be refused when the turn comes. */
  private async admitted(need: Need, offering: Offering): Promise<NeedToMeet> {
    const judged = await this.matching.judgeOne(need.householdId, need.id, offering.id);
    if (!judged) throw conflict('offering-not-open');
    const { verdict } = judged;
    if (verdict.admitted) {
      const waited = (await this.store.queue(offering.id)).some(({ state }) => state === 'waiting');
      if (!waited) throw conflict('waiting-list-places-free');
      return judged.need;
    }
    const against = verdict.excluded.refusals.find(({ rule }) => rule !== 'capacity');
    if (!against) return judged.need;
    const locale = requestContext.getStore()?.locale ?? defaultLocale;
    throw conflict('waiting-list-not-admitted', { because: this.phrases.say(locale, against.reason) });
  }

  private async entry(need: Need, offering: Offering, urgency: NeedToMeet['urgency']): Promise<WaitingListEntry> {
    const { districtCode, regionPath } = await this.households.facts(need.householdId);
    return {
      id: newId(),
      ...{ householdId: need.householdId, needId: need.id, needCode: need.code },
      ...{ offeringId: offering.id, providerId: offering.providerId, districtCode, regionPath, urgency },
      state: 'waiting',
      joinedAt: this.clock.now(),
      joinedOn: this.clock.today(),
      joinedBy: this.transactions.actor.userId,
      ...{ position: null, worsenedBy: null, worsenedAt: null, offeredAt: null, offeredUntil: null, period: null },
      ...{ referralId: null, endedAt: null, endReason: null },
      version: 1,
    };
  }
}
