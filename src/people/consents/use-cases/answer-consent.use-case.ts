import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { DueItems } from '../../../platform/queue';
import { ConsentGiver } from '../consent-giver';
import { ConsentMoves } from '../consent-moves';
import { sameReceiver } from '../consent-rules';
import { ConsentSittings } from '../consent-sittings';
import type { Consent } from '../consent.entity';
import { ConsentsStore } from '../consents.store';
import type { AnswerConsent } from '../dto/consent.dto';

/** Writes down what the household decided on a sheet that was asked (R98). */
@Injectable()
export class AnswerConsentSheet {
  constructor(
    private readonly store: ConsentsStore,
    private readonly giver: ConsentGiver,
    private readonly moves: ConsentMoves,
    private readonly sittings: ConsentSittings,
    private readonly dueItems: DueItems,
    private readonly clock: Clock,
  ) {}

  /**
   * A newer consent for the same receiver and scope replaces the older one.
   * @throws AppError 404; 409 when it was answered before or has run out; 422 unknown item or giver
   */
  async give(id: string, answer: AnswerConsent): Promise<Consent> {
    const consent = await this.waiting(id);
    const { items, struckItems } = this.standing(consent, answer.struckItems);
    const giver = await this.giver.decides(consent, answer);
    const earlier = (await this.store.given(consent.householdId)).filter((other) => sameReceiver(other, consent));
    const given = await this.moves.make(consent, 'give', { ...giver, items, struckItems, givenAt: this.clock.now() });
    for (const other of earlier) {
      await this.moves.make(other, 'supersede', { endedAt: this.clock.now() });
      await this.dueItems.cancel('consent-expiry', other.id);
    }
    await this.sittings.settle(given.sittingId);
    return given;
  }

  /** @throws AppError 404; 409 when it was answered before or has run out; 422 giver */
  async refuse(id: string, answer: AnswerConsent): Promise<Consent> {
    const consent = await this.waiting(id);
    const giver = await this.giver.decides(consent, answer);
    const refused = await this.moves.make(consent, 'refuse', { ...giver, endedAt: this.clock.now() });
    await this.dueItems.cancel('consent-expiry', id);
    await this.sittings.settle(refused.sittingId);
    return refused;
  }

  /** @throws AppError 409 `consent-sheet-expired` also where the machine has not yet noticed */
  private async waiting(id: string): Promise<Consent> {
    const consent = await this.store.get(id);
    const late = consent.state === 'asked' && consent.validUntil < this.clock.today();
    if (late) throw conflict('consent-sheet-expired');
    return consent;
  }

  private standing(consent: Consent, struck: readonly string[]): Pick<Consent, 'items' | 'struckItems'> {
    const unknown = struck.filter((item) => !consent.items.includes(item));
    if (unknown.length > 0) throw invalid([{ field: 'struckItems', code: 'consent-item-unknown' }]);
    const items = consent.items.filter((item) => !struck.includes(item));
    if (items.length === 0) throw invalid([{ field: 'struckItems', code: 'consent-nothing-left' }]);
    return { items, struckItems: [...struck] };
  }
}
