import { Injectable } from '@nestjs/common';
import { Households } from '../../../people/households';
import { Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import type { ConfirmReferral as ConfirmInput } from '../dto/referral.dto';
import { ReferralClock } from '../referral-clock';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** The household says that help came: on its own page, or to a worker who writes down how (R53). */
@Injectable()
export class ConfirmReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly households: Households,
    private readonly transactions: Transactions,
    private readonly taskClock: ReferralClock,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`; 422 `confirmation-mode-assisted` when a worker says "self" */
  async execute(id: string, input: ConfirmInput): Promise<Referral> {
    const { mode } = input;
    const byHousehold = this.transactions.actor.kind === 'household';
    if (!byHousehold && mode === 'self') throw invalid([{ field: 'mode', code: 'confirmation-mode-assisted' }]);
    const referral = await this.store.lock(id);
    const confirmedByName = input.byName ?? (await this.households.nameOf(referral.householdId));
    const task = await this.taskClock.noTask(referral);
    return this.moves.make(referral, 'confirm', {
      ...task,
      confirmedAt: this.clock.now(),
      confirmedMode: mode,
      confirmedByName,
    });
  }
}
