import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { HouseholdLevels } from '../households';
import { type ScaleChoiceView, viewScaleChoice } from './dto/scale-choice.view';
import type { ScaleChoice } from './scale-choice.entity';
import { SealedChoice } from './sealed-choice';

/** Choices as the reader may see them: which scales, or what was said and why too; whoever asked sees the own entry (C3). */
@Injectable()
export class ScaleChoiceViews {
  constructor(
    private readonly sealed: SealedChoice,
    private readonly levels: HouseholdLevels,
    private readonly transactions: Transactions,
  ) {}

  async of(row: ScaleChoice): Promise<ScaleChoiceView> {
    const own = row.screenedBy !== null && row.screenedBy === this.transactions.actor.userId;
    const entry = row.decidedAt === null ? 'own-draft' : 'own-entry';
    const levels = await (own ? this.levels.of(row.householdId, entry) : this.levels.of(row.householdId));
    return viewScaleChoice(row, await this.sealed.proposal(row), await this.sealed.decision(row), levels);
  }
}
