import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import type { Page } from '../../platform/database';
import type { FieldError } from '../../platform/errors';
import type { PlanQuery } from './dto/plan.dto';
import { hasChild, missingFrom } from './plan-guards';
import type { PlanChoice } from './plan-choice.entity';
import type { PlanItem } from './plan-item.entity';
import { PlanItemsStore } from './plan-items.store';
import type { Plan } from './plan.entity';
import { PlansStore } from './plans.store';

/** Reads of plans; acts are use cases of their own. */
@Injectable()
export class Plans {
  constructor(
    private readonly store: PlansStore,
    private readonly itemsStore: PlanItemsStore,
    private readonly households: Households,
  ) {}

  /** @throws AppError 404 `plan-not-found` */
  get(id: string): Promise<Plan> {
    return this.store.get(id);
  }

  /** For a person who looks at it: the file is opened with it (C2, C3). @throws AppError 404; 429 `file-limit` */
  async open(id: string): Promise<Plan> {
    const plan = await this.store.get(id);
    await this.households.open(plan.householdId);
    return plan;
  }

  /** The confirmed plan of a household; null when there is none (R55). */
  live(householdId: string): Promise<Plan | null> {
    return this.store.live(householdId);
  }

  /** The version that is being written or has been offered; null when there is none. */
  openVersion(householdId: string): Promise<Plan | null> {
    return this.store.open(householdId);
  }

  /** All versions, newest first. */
  ofHousehold(householdId: string): Promise<Plan[]> {
    return this.store.ofHousehold(householdId);
  }

  list(query: PlanQuery): Promise<Page<Plan>> {
    return this.store.list(query);
  }

  /** In the order of the plan. */
  items(planId: string): Promise<PlanItem[]> {
    return this.itemsStore.ofPlan(planId);
  }

  itemsByIds(ids: readonly string[]): Promise<PlanItem[]> {
    return this.itemsStore.byIds(ids);
  }

  /** @throws AppError 404 `plan-item-not-found` */
  item(planId: string, itemId: string): Promise<PlanItem> {
    return this.itemsStore.get(planId, itemId);
  }

  /** Everything that was said to the menu, oldest first (R34). */
  choices(planId: string): Promise<PlanChoice[]> {
    return this.itemsStore.choices(planId);
  }

  /** What keeps the plan from being offered (R5, R41); empty when nothing does. */
  async missing(plan: Plan, items: readonly PlanItem[]): Promise<FieldError[]> {
    const { members } = await this.households.facts(plan.householdId);
    return missingFrom(plan, items, hasChild(members));
  }
}
