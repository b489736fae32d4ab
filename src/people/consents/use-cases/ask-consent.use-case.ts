import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Policies } from '../../../reference/policies';
import { Households } from '../../households';
import { ConsentGiver } from '../consent-giver';
import { ConsentMoves } from '../consent-moves';
import { endOfDay, monthsAfter } from '../consent-dates';
import type { Consent } from '../consent.entity';
import { ConsentsStore } from '../consents.store';
import type { CreateConsent } from '../dto/consent.dto';
import { AnswerConsentSheet } from './answer-consent.use-case';

/** Makes a consent sheet out of the pack's items and, when the answer is there already, records it (R98). */
@Injectable()
export class AskConsent {
  constructor(
    private readonly store: ConsentsStore,
    private readonly households: Households,
    private readonly giver: ConsentGiver,
    private readonly moves: ConsentMoves,
    private readonly answers: AnswerConsentSheet,
    private readonly policies: Policies,
    private readonly dueItems: DueItems,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 household; 422 unknown item, date in the past, receiver missing, giver unknown or too young */
  async execute(householdId: string, input: CreateConsent): Promise<Consent> {
    const { districtCode } = await this.households.get(householdId);
    const pack = this.policies.current(districtCode);
    const today = this.clock.today();
    const validUntil = input.until ?? monthsAfter(today, pack.rules.consentMonths);
    if (validUntil < today) throw invalid([{ field: 'until', code: 'consent-until-past' }]);
    const known = pack.rules.consentItems.map((item) => item.code);
    if (!input.items.every((item) => known.includes(item)))
      throw invalid([{ field: 'items', code: 'consent-item-unknown' }]);
    if (input.receiverKind === 'provider' && !input.receiverId) {
      throw invalid([{ field: 'receiverId', code: 'consent-receiver-needed' }]);
    }
    const { scope, receiverKind, receiverId = null, receiverName } = input;
    const consent: Consent = {
      ...{ id: newId(), householdId, districtCode, scope, receiverKind, receiverId, receiverName },
      items: [...new Set(input.items)],
      struckItems: [],
      ...(await this.giver.of(householdId, input)),
      state: 'asked',
      textVersion: pack.version,
      askedAt: this.clock.now(),
      givenAt: null,
      validUntil,
      endedAt: null,
      version: 1,
    };
    await this.store.insert(consent);
    await this.moves.told(consent);
    await this.dueItems.set({
      kind: 'consent-expiry',
      subjectId: consent.id,
      dueAt: endOfDay(validUntil),
      districtCode,
    });
    const { givenByMemberId, givenByName, mode, struckItems } = input;
    const answer = { givenByMemberId, givenByName, mode, struckItems };
    if (input.decision === 'given') return this.answers.give(consent.id, answer);
    return input.decision === 'refused' ? this.answers.refuse(consent.id, answer) : consent;
  }
}
