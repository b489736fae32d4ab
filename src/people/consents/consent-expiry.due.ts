import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { ConsentMoves } from './consent-moves';
import { ConsentSittings } from './consent-sittings';
import { ConsentsStore } from './consents.store';

/** Ends a consent, or a sheet that nobody answered, after its last day. */
@Injectable()
@DueHandler('consent-expiry')
export class ConsentExpiry implements DueItemHandler {
  constructor(
    private readonly store: ConsentsStore,
    private readonly moves: ConsentMoves,
    private readonly sittings: ConsentSittings,
    private readonly clock: Clock,
  ) {}

  async handle(item: DueItem): Promise<void> {
    const consent = await this.store.get(item.subjectId);
    if (consent.state !== 'given' && consent.state !== 'asked') return;
    await this.moves.make(consent, 'expire', { endedAt: this.clock.now() });
    await this.sittings.settle(consent.sittingId);
  }
}
