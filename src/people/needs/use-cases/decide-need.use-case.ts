import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import type { CloseNeedInput, ConfirmNeedInput, DeclineNeedInput } from '../dto/need.dto';
import type { Need } from '../need.entity';
import { NeedsStore } from '../needs.store';
import { MoveNeed } from './move-need.use-case';

/** The household's word on a need: who said it and how is kept (R53); only then is it matched. */
@Injectable()
export class DecideNeed {
  constructor(
    private readonly store: NeedsStore,
    private readonly moveNeed: MoveNeed,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `move-not-allowed` */
  async confirm(id: string, { name, mode, rootCause }: ConfirmNeedInput): Promise<Need> {
    const need = await this.store.get(id);
    const word = { confirmedByName: name, confirmedMode: mode, confirmedAt: this.clock.now() };
    return this.moveNeed.execute(need, 'confirm', undefined, { ...word, rootCause: rootCause ?? need.rootCause });
  }

  /** The household does not want help with it; that is an answer, with a name and a reason. */
  async decline(id: string, { name, mode, reason }: DeclineNeedInput): Promise<Need> {
    const need = await this.store.get(id);
    return this.moveNeed.execute(need, 'decline', reason, { confirmedByName: name, confirmedMode: mode });
  }

  /** Ends a need: met, or unmet for a stated reason (A11). */
  async close(id: string, { reason }: CloseNeedInput): Promise<Need> {
    return this.moveNeed.execute(await this.store.get(id), 'close', reason);
  }
}
