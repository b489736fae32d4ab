import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Taxonomy } from '../../../reference/taxonomy';
import { saysNothingBeyond, withoutResults } from '../merge-needs';
import type { Need } from '../need.entity';
import { NeedsStore } from '../needs.store';
import { AddVersion } from './add-version.use-case';
import { MoveNeed } from './move-need.use-case';

/**
 * Takes a result back out of the needs that nobody has confirmed yet: another assessor's counts instead (domain D). What
 * nothing else speaks for is withdrawn, the rest stands as a new version without it. What the household has confirmed stays,
 * and pages say that it lost its ground (R3); so does danger, which no second look makes undone (B30, B31).
 */
@Injectable()
export class WithdrawResult {
  constructor(
    private readonly store: NeedsStore,
    private readonly moveNeed: MoveNeed,
    private readonly addVersion: AddVersion,
    private readonly taxonomy: Taxonomy,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 412 when somebody decides on one of the needs at the same time */
  async execute(householdId: string, assessmentId: string): Promise<void> {
    const found = await this.store.ofHousehold(householdId, ['found']);
    for (const need of found.filter(({ assessmentIds }) => assessmentIds.includes(assessmentId))) {
      if (need.restricted !== true && !this.taxonomy.restricted(need.code)) await this.withdraw(need, assessmentId);
    }
  }

  private async withdraw(need: Need, assessmentId: string): Promise<void> {
    const rest = withoutResults(need, new Set([assessmentId]), await this.store.severityOfWord(need));
    const refused = await this.store.refusedOf(need.householdId, need.memberId, need.code);
    // What is left was refused before: only this result had asked for it again (R34).
    const over = rest === null || (refused !== null && saysNothingBeyond(rest, refused));
    // The log names the result; why it does not count stands, sealed, with the decision.
    if (over) await this.moveNeed.execute(need, 'withdraw', assessmentId);
    else await this.addVersion.execute({ ...need, ...rest, ...this.anew() }, need);
  }

  private anew(): Pick<Need, 'id' | 'foundAt' | 'version'> {
    return { id: newId(), foundAt: this.clock.now(), version: 1 };
  }
}
