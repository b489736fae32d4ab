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
import { ConsentSittings } from '../consent-sittings';
import type { Consent } from '../consent.entity';
import { ConsentsStore } from '../consents.store';
import type { AnswerConsent, CreateConsent } from '../dto/consent.dto';
import { AnswerConsentSheet } from './answer-consent.use-case';

/** Makes a consent sheet out of the pack's items and, when the answer is there already, records it (R98). */
@Injectable()
export class AskConsent {
  constructor(
    private readonly store: ConsentsStore,
    private readonly households: Households,
    private readonly sittings: ConsentSittings,
    private readonly giver: ConsentGiver,
    private readonly moves: ConsentMoves,
    private readonly answers: AnswerConsentSheet,
    private readonly policies: Policies,
    private readonly dueItems: DueItems,
    private readonly clock: Clock,
  ) {}

  /**
   * @param sittingId the sheet it is a line of; without one it is a sheet of its own
   * @throws AppError 404 household; 422 unknown item, date in the past, receiver missing, giver unknown,
   *   too young or barred
   */
  async execute(householdId: string, input: CreateConsent, sittingId?: string): Promise<Consent> {
    const consent = await this.sheet(householdId, input, sittingId);
    await this.store.insert(consent);
    await this.moves.told(consent);
    await this.dueItems.set({
      kind: 'consent-expiry',
      subjectId: consent.id,
      dueAt: endOfDay(consent.validUntil),
      districtCode: consent.districtCode,
    });
    if (input.decision === 'given') return this.answers.give(consent.id, answerIn(input));
    return input.decision === 'refused' ? this.answers.refuse(consent.id, answerIn(input)) : consent;
  }

  private async sheet(householdId: string, input: CreateConsent, sittingId?: string): Promise<Consent> {
    const { districtCode } = await this.households.unrecorded(householdId);
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
    const { aboutMemberId = null } = input;
    const members = await this.households.members(householdId);
    if (aboutMemberId !== null && !members.some(({ id }) => id === aboutMemberId))
      throw invalid([{ field: 'aboutMemberId', code: 'consent-giver-unknown' }]);
    const giver = await this.giver.of(householdId, input);
    return {
      ...{ id: newId(), householdId, districtCode, scope, receiverKind, receiverId, receiverName, aboutMemberId },
      sittingId: sittingId ?? (await this.sittings.open(householdId, districtCode, pack.version)).id,
      items: [...new Set(input.items)],
      struckItems: [],
      ...giver,
      ...{ proofKind: null, proofCiphertext: null, proofCheckedBy: null, proofCheckedAt: null },
      ...{ guardianInformed: false, state: 'asked', textVersion: pack.version, askedAt: this.clock.now() },
      ...{ givenAt: null, validUntil, endedAt: null, version: 1 },
    };
  }
}

function answerIn(input: CreateConsent): AnswerConsent {
  const { givenByMemberId, givenByName, mode, proofKind, proof, guardianInformed, struckItems } = input;
  return { givenByMemberId, givenByName, mode, proofKind, proof, guardianInformed, struckItems };
}
