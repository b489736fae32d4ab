import { Injectable } from '@nestjs/common';
import { HouseholdLevels } from '../households';
import { type ScaleChoiceView, viewScaleChoice } from './dto/scale-choice.view';
import type { ScaleChoice } from './scale-choice.entity';
import { SealedChoice } from './sealed-choice';

/** Choices as the reader may see them: which scales, or what was said and why too (C3). */
@Injectable()
export class ScaleChoiceViews {
  constructor(
    private readonly sealed: SealedChoice,
    private readonly levels: HouseholdLevels,
  ) {}

  async of(row: ScaleChoice): Promise<ScaleChoiceView> {
    const levels = await this.levels.of(row.householdId);
    return viewScaleChoice(row, await this.sealed.proposal(row), await this.sealed.decision(row), levels);
  }
}
