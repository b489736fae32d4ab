import { Injectable } from '@nestjs/common';
import { invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import type { CloseReferral as CloseInput } from '../dto/referral.dto';
import { ReferralClock } from '../referral-clock';
import { ReferralEnding } from '../referral-ending';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** The end, with the answer to the only question that counts: did it help (I7)? Effects on the need follow from it. */
@Injectable()
export class CloseReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly ending: ReferralEnding,
    private readonly taskClock: ReferralClock,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `referral-close-needs-reason`, `move-not-allowed`; 422 `outcome-missing` */
  async execute(id: string, { outcome, reason }: CloseInput): Promise<Referral> {
    const referral = await this.store.lock(id);
    const unanswered = referral.state === 'declined' || referral.state === 'expired';
    if (!unanswered && outcome === undefined) throw invalid([{ field: 'outcome', code: 'outcome-missing' }]);
    const changes: Partial<Referral> = {
      ...(await this.taskClock.noTask(referral)),
      outcome: unanswered ? null : (outcome ?? null),
      closedAt: this.clock.now(),
      closeReason: reason ?? referral.closeReason,
    };
    const details = { reason, facts: { reason }, data: { outcome: changes.outcome ?? null } };
    const closed = await this.moves.make(referral, 'close', changes, details);
    if (closed.outcome !== null) await this.ending.settleNeed(closed, closed.outcome);
    return closed;
  }
}
