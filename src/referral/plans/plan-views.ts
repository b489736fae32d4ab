import { Injectable } from '@nestjs/common';
import { HouseholdLevels } from '../../people/households';
import { releaseFields } from '../../trust/access';
import {
  planHead,
  type PlanHead,
  planItemView,
  planView,
  type PlanView,
  viewItem,
  viewPlan,
  viewPlanHead,
} from './dto/plan.view';
import type { PlanItem } from './plan-item.entity';
import type { Plan } from './plan.entity';
import { Plans } from './plans.service';

/** Plans as the reader may see them: goals and what is done, or who chose and signed too (C3). */
@Injectable()
export class PlanViews {
  constructor(
    private readonly plans: Plans,
    private readonly levels: HouseholdLevels,
  ) {}

  async one(plan: Plan): Promise<PlanView> {
    const items = await this.plans.items(plan.id);
    const view = viewPlan(plan, items, await this.plans.missing(plan, items));
    return releaseFields(planView, view, await this.levels.of(plan.householdId));
  }

  async heads(plans: readonly Plan[]): Promise<PlanHead[]> {
    await this.levels.ofAll(plans.map(({ householdId }) => householdId));
    const heads: PlanHead[] = [];
    for (const plan of plans) {
      heads.push(releaseFields(planHead, viewPlanHead(plan), await this.levels.of(plan.householdId)));
    }
    return heads;
  }

  /** Plan and lines for a page: what is not released is null. */
  async readable(plan: Plan, items: readonly PlanItem[]): Promise<{ plan: Plan; items: PlanItem[] }> {
    const levels = await this.levels.of(plan.householdId);
    const shown = releaseFields(planHead, viewPlanHead(plan), levels);
    const { summary, noFamilySelfReason, noEducationReason, changeReason, signedByName, signedMode } = shown;
    return {
      plan: { ...plan, summary, noFamilySelfReason, noEducationReason, changeReason, signedByName, signedMode },
      items: items.map((item) => ({ ...item, chosenBy: releaseFields(planItemView, viewItem(item), levels).chosenBy })),
    };
  }
}
