import { Injectable } from '@nestjs/common';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { ConsentMoves } from '../consent-moves';
import type { Consent } from '../consent.entity';
import { ConsentsStore } from '../consents.store';

/** Takes a consent back: nothing more is shared from this moment on (A11); who holds data hears of it by the event. */
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
