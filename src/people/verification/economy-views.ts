import { Injectable } from '@nestjs/common';
import { forbidden } from '../../platform/errors';
import { Transactions } from '../../platform/database';
import { type Levels, reaches, releaseFields } from '../../trust/access';
import { HouseholdLevels } from '../households';
import { economyView, type EconomyView, viewEconomyLine } from './dto/economy.view';
import type { EconomyLine } from './economy-line.entity';
import { Economy } from './economy.service';

/** A declaration as the reader may see it: the sums, the lines, or of the lines those that one typed oneself (C3). */
@Injectable()
export class EconomyViews {
  constructor(
    private readonly economy: Economy,
    private readonly levels: HouseholdLevels,
    private readonly transactions: Transactions,
  ) {}

  async of(householdId: string): Promise<EconomyView> {
    const { userId } = this.transactions.actor;
    const lines = await this.economy.lines(householdId);
    const totals = await this.economy.totals(householdId);
    const view = {
      items: lines.map(viewEconomyLine),
      next: null,
      totals: {
        ...totals,
        incomeByItem: [...totals.incomeByItem],
        expenditureByItem: [...totals.expenditureByItem],
      },
    };
    const own = new Set(lines.filter(({ recordedBy }) => recordedBy === userId && userId !== null).map(({ id }) => id));
    return releaseFields(economyView, view, await this.levels.of(householdId), {
      ids: own,
      levels: await this.levels.of(householdId, 'own-entry'),
    });
  }

  /** One line, to be read or corrected. @throws AppError 404; 403 `not-for-role` when only sums are shown */
  async line(id: string): Promise<EconomyLine> {
    const line = await this.economy.get(id);
    if (!reaches((await this.levelsOf(line)).economy, 'full')) throw forbidden('not-for-role', { group: 'economy' });
    return line;
  }

  private levelsOf({ householdId, recordedBy }: EconomyLine): Promise<Levels> {
    const { userId } = this.transactions.actor;
    return recordedBy === userId && userId !== null
      ? this.levels.of(householdId, 'own-entry')
      : this.levels.of(householdId);
  }
}
