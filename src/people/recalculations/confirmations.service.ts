import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { ConfirmationsStore } from './confirmations.store';
import type { ConfirmableQuery, ConfirmationQuery } from './dto/confirmation.dto';
import { type Confirmable, ProposalsStore } from './proposals.store';
import type { RecalculationConfirmation } from './recalculation-confirmation.entity';
import { RecalculationsStore } from './recalculations.store';

/** Reads of what was and may be confirmed by what families have in common. */
@Injectable()
export class Confirmations {
  constructor(
    private readonly store: ConfirmationsStore,
    private readonly batches: RecalculationsStore,
    private readonly proposals: ProposalsStore,
  ) {}

  /** How many would be confirmed. @throws AppError 404 */
  async confirmable(recalculationId: string, filter: ConfirmableQuery): Promise<Confirmable> {
    await this.batches.get(recalculationId);
    return this.proposals.confirmable(recalculationId, filter);
  }

  /** Newest first. @throws AppError 404 */
  async list(recalculationId: string, query: ConfirmationQuery): Promise<Page<RecalculationConfirmation>> {
    await this.batches.get(recalculationId);
    return this.store.list(recalculationId, query);
  }

  /** Regions of the townships that families of the batch are in. */
  townships(recalculationId: string): Promise<number[]> {
    return this.proposals.townships(recalculationId);
  }
}
