import { Injectable } from '@nestjs/common';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { ConsentMoves } from '../consent-moves';
import type { Consent } from '../consent.entity';
import { ConsentsStore } from '../consents.store';

/**
 * Takes a consent back (A11): the database ends grants and views in this very transaction
 * (`app.end_sharing_of_consent`); who holds data hears of it by the event. Never undone: a change of mind is a new sheet.
 */
@Injectable()
export class WithdrawConsent {
  constructor(
    private readonly store: ConsentsStore,
    private readonly moves: ConsentMoves,
    private readonly dueItems: DueItems,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 when it is not in force */
  async execute(id: string, reason?: string): Promise<Consent> {
    const consent = await this.store.get(id);
    const withdrawn = await this.moves.make(consent, 'withdraw', { endedAt: this.clock.now() }, reason);
    await this.dueItems.cancel('consent-expiry', id);
    return withdrawn;
  }
}
