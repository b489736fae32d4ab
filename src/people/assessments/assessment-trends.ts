import { Injectable } from '@nestjs/common';
import type { Assessment } from './assessment.entity';
import { AssessmentViews } from './assessment-views';
import { Assessments } from './assessments.service';
import { type Trend, viewTrendPoint } from './dto/trend.view';
import { trendSteps, type TrendResult } from './trend';

/** How the results of each person and scale went on, as the reader may see them (R18, C3); nothing is written over. */
@Injectable()
export class AssessmentTrends {
  constructor(
    private readonly assessments: Assessments,
    private readonly views: AssessmentViews,
  ) {}

  /** By scale, then by person; scales without a level of their own, as the triage, are left out. */
  async of(householdId: string): Promise<Trend[]> {
    const rows = (await this.assessments.list(householdId)).filter(isLevelled).reverse();
    const groups = new Map<string, Assessment[]>();
    for (const row of rows) {
      const key = `${row.instrument} ${row.memberId ?? ''}`;
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    const trends: Trend[] = [];
    for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) trends.push(await this.trend(group));
    return trends;
  }

  private async trend(rows: readonly Assessment[]): Promise<Trend> {
    const steps = trendSteps(rows.map(resultOf));
    const points = [];
    for (const [place, row] of rows.entries()) {
      points.push(viewTrendPoint(row, steps[place]!, await this.views.levelsOf(row)));
    }
    return { memberId: rows[0]!.memberId, instrument: rows[0]!.instrument, points };
  }
}

const isLevelled = ({ state, counts, result, triage }: Assessment): boolean =>
  state === 'completed' && counts && result !== null && (result.triage === undefined || triage === null);

function resultOf({ id, instrumentVersion, result, score, maximum, severity }: Assessment): TrendResult {
  const notApplicable = result?.notApplicable === true;
  return {
    id,
    version: instrumentVersion,
    complete: result?.complete === true,
    notApplicable,
    score,
    maximum,
    severity,
  };
}
