import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time';
import { type AssessmentHead, Assessments, AssessmentViews, TRIAGE } from '../assessments';
import { Calculations, CalculationViews, type CalculationView } from '../calculations';
import { Checks } from '../checks';
import { Rechecks } from '../classification';
import { dimensionsOf, type Signals } from './dimensions';
import type { DimensionsView } from './dimensions.view';

const MANY = 200;

/** What the rooms around know of a household, side by side, as the reader may see it (R29, C3). */
@Injectable()
export class Dimensions {
  constructor(
    private readonly calculations: Calculations,
    private readonly calculationViews: CalculationViews,
    private readonly assessments: Assessments,
    private readonly assessmentViews: AssessmentViews,
    private readonly checks: Checks,
    private readonly rechecks: Rechecks,
    private readonly clock: Clock,
  ) {}

  /** For a person who has opened the file. */
  async of(householdId: string): Promise<DimensionsView> {
    const calculation = await this.newest(householdId);
    const scales = await this.scales(householdId);
    const signals = await this.signals(householdId, scales);
    const states = dimensionsOf({ calculation, scales, signals });
    return { householdId, states, calculation: calculation && shown(calculation), scales, signals };
  }

  private async newest(householdId: string): Promise<CalculationView | null> {
    const [row] = (await this.calculations.list(householdId, { limit: 1 })).items;
    return row && row.result !== '' ? this.calculationViews.of(row) : null;
  }

  private async scales(householdId: string): Promise<AssessmentHead[] | null> {
    const newest = new Map<string, (typeof rows)[number]>();
    const rows = (await this.assessments.list(householdId)).filter(
      ({ state, counts }) => state === 'completed' && counts,
    );
    for (const row of rows) {
      const key = `${row.instrument} ${row.memberId ?? ''}`;
      if (!newest.has(key)) newest.set(key, row);
    }
    const heads = await this.assessmentViews.heads([...newest.values()]);
    return heads.some(({ withheld }) => withheld.includes('need')) ? null : heads;
  }

  private async signals(householdId: string, scales: readonly AssessmentHead[] | null): Promise<Signals> {
    const { items } = await this.checks.list({ householdId, waiting: true, limit: MANY });
    const today = this.clock.today();
    const open = (await this.rechecks.ofHousehold(householdId)).filter(({ row }) => row.state === 'open');
    return {
      mismatches: items.length,
      recheck: open.some(({ row }) => row.proposalId !== null || row.dueOn < today),
      triage: scales?.find(({ instrument }) => instrument === TRIAGE)?.triage ?? null,
    };
  }
}

const shown = (view: CalculationView): DimensionsView['calculation'] => {
  const { id, self, onDay, packVersion, circle, ratio, incomeMonth, perHeadMonth } = view;
  const { panels, screens, types, selfCare, withheld } = view;
  const sums = { ratio, incomeMonth, perHeadMonth, panels, screens };
  return { id, self, onDay, packVersion, circle, ...sums, types, selfCare, withheld };
};
