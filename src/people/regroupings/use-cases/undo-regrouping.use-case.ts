import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { TakeBackCase } from '../../cases';
import { Households, MoveMembers } from '../../households';
import { CarryNeeds } from '../../needs';
import { CarryEconomy, CarryObligors } from '../../verification';
import type { Regrouping } from '../regrouping.entity';
import { regroupingLifecycle } from '../regrouping.lifecycle';
import { RegroupingNews } from '../regrouping-news';
import { RegroupingsStore } from '../regroupings.store';

/**
 * Takes a regrouping back while both files are still as it left them (R99); after that only another one changes them. Whoever
 * may regroup and reaches both files may do so, whichever unit holds the case that was opened along with it.
 */
@Injectable()
export class UndoRegrouping {
  constructor(
    private readonly store: RegroupingsStore,
    private readonly households: Households,
    private readonly moving: MoveMembers,
    private readonly economy: CarryEconomy,
    private readonly obligors: CarryObligors,
    private readonly needs: CarryNeeds,
    private readonly takeBack: TakeBackCase,
    private readonly lifecycles: Lifecycles,
    private readonly news: RegroupingNews,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404 also when one of the files is out of reach; 409 `move-not-allowed`, `regrouping-files-changed`,
   *   `regrouping-case-begun`
   */
  async execute(id: string): Promise<Regrouping> {
    const { householdId, otherHouseholdId } = await this.store.get(id);
    for (const file of [householdId, otherHouseholdId]) await this.households.unrecorded(file);
    await this.moving.hold([householdId, otherHouseholdId]);
    const row = await this.store.get(id);
    const { districtCode, moved, state: from } = row;
    const [source, other] = [
      await this.households.unrecorded(householdId),
      await this.households.unrecorded(otherHouseholdId),
    ];
    const place = { subjectId: id, householdId, districtCode, regionPath: source.regionPath };
    const state = await this.lifecycles.move({ lifecycle: regroupingLifecycle, ...place, from, move: 'undo' });
    if ((await this.store.mark([householdId, otherHouseholdId])) !== row.mark)
      throw conflict('regrouping-files-changed');
    if (row.kind === 'merge') await this.moving.reopen(source);
    await this.moving.back({ from: source, to: other }, moved.members, moved.stayers);
    await this.economy.back(moved.lines);
    if (moved.obligors) await this.obligors.back(moved.obligors);
    await this.needs.back(moved.needs, source);
    await this.endCase(moved.caseId);
    if (row.kind === 'split') await this.moving.close(other, householdId);
    const undone = { state, undoneBy: this.transactions.actor.userId, undoneAt: this.clock.now() };
    await this.store.update(row, undone);
    await this.news.undone(row);
    return this.store.get(id);
  }

  /** The case that was opened for what went along ends with it, unless somebody has begun to work on it. */
  private async endCase(caseId: string | null): Promise<void> {
    // What the file itself still needs was open before this case, and is so after it.
    const begun = caseId && (await this.takeBack.execute(caseId, 'regrouping-undone'));
    if (begun) throw conflict('regrouping-case-begun', { number: begun.number });
  }
}
