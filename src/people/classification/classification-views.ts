import { Injectable } from '@nestjs/common';
import { HouseholdLevels } from '../households';
import type { Classification } from './classification.entity';
import { type ClassificationView, viewClassification } from './dto/classification.view';

/** Classes as the reader may see them: the class, or the figures it was computed from too (C3). */
@Injectable()
export class ClassificationViews {
  constructor(private readonly levels: HouseholdLevels) {}

  async of(row: Classification): Promise<ClassificationView> {
    return viewClassification(row, await this.levels.of(row.householdId));
  }

  /** Of several households at once. */
  async list(rows: readonly Classification[]): Promise<ClassificationView[]> {
    await this.levels.ofAll(rows.map(({ householdId }) => householdId));
    const views: ClassificationView[] = [];
    for (const row of rows) views.push(await this.of(row));
    return views;
  }
}
