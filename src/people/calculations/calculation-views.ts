import { Injectable } from '@nestjs/common';
import { inTurn } from '../../platform/database';
import { HouseholdLevels } from '../households';
import type { Calculation } from './calculation.entity';
import { type CalculationView, viewCalculation } from './dto/calculation.view';

/** Calculations as the reader may see them: what they came to, the sums, the single lines, what a person is or has (C3). */
@Injectable()
export class CalculationViews {
  constructor(private readonly levels: HouseholdLevels) {}

  async of(row: Calculation): Promise<CalculationView> {
    return viewCalculation(row, await this.levels.of(row.householdId));
  }

  /** Of one household. */
  list(rows: readonly Calculation[]): Promise<CalculationView[]> {
    return inTurn(rows, (row) => this.of(row));
  }
}
