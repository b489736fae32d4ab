import { Injectable } from '@nestjs/common';
import { Needs } from '../../../people/needs';
import { Transactions } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { ClosedReferralsStore } from '../closed-referrals.store';
import type { FinishFollowUp as FinishInput } from '../dto/follow-up.dto';
import type { FollowUp } from '../follow-up.entity';
import { FollowUpMoves } from '../follow-up-moves';
import { FollowUpsStore } from '../follow-ups.store';

/** States of a need that a look-back may judge anew. */
const JUDGED = ['served', 'reduced', 'same', 'worse'];

/** Records what the look-back found; a need that was served is judged by it (R20, R57). */
@Injectable()
export class FinishFollowUp {
  constructor(
    private readonly store: FollowUpsStore,
    private readonly moves: FollowUpMoves,
    private readonly referrals: ClosedReferralsStore,
    private readonly needs: Needs,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 when it is not due or done already */
  async done(id: string, { needChange, finding }: FinishInput): Promise<FollowUp> {
    const followUp = await this.store.get(id);
    const done = await this.moves.make(followUp, 'finish', { needChange, finding, ...this.signed() });
    const needId = await this.referrals.needOf(followUp.referralId);
    const need = needId === null ? null : await this.needs.newest(needId);
    if (need && JUDGED.includes(need.state)) await this.needs.markOutcome(need.id, needChange);
    return done;
  }

  /** Nobody was reached; it may still be done later. @throws AppError 404, 409 */
  async unreachable(id: string, finding: string): Promise<FollowUp> {
    return this.moves.make(await this.store.get(id), 'not-reached', { finding, ...this.signed() });
  }

  private signed(): Pick<FollowUp, 'doneBy' | 'doneAt'> {
    return { doneBy: this.transactions.actor.userId, doneAt: this.clock.now() };
  }
}
