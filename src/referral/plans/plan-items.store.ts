import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { PlanChoice } from './plan-choice.entity';
import { PlanItem } from './plan-item.entity';

/** Lines of plans, and the words said to their menus. */
@Injectable()
export class PlanItemsStore {
  constructor(private readonly transactions: Transactions) {}

  /** In the order of the plan. */
  ofPlan(planId: string): Promise<PlanItem[]> {
    return this.transactions.manager.find(PlanItem, { where: { planId }, order: { position: 'ASC', id: 'ASC' } });
  }

  /** @throws AppError 404 `plan-item-not-found` */
  async get(planId: string, id: string): Promise<PlanItem> {
    const item = await this.transactions.manager.findOneBy(PlanItem, { id, planId });
    if (!item) throw notFound('plan-item-not-found');
    return item;
  }

  byIds(ids: readonly string[]): Promise<PlanItem[]> {
    return this.transactions.manager.findBy(PlanItem, { id: In([...ids]) });
  }

  async insert(items: readonly PlanItem[]): Promise<void> {
    for (const item of items) await this.transactions.manager.insert(PlanItem, item as never);
  }

  async update(id: string, changes: Partial<PlanItem>): Promise<void> {
    await this.transactions.manager.update(PlanItem, { id }, changes as never);
  }

  async remove(id: string): Promise<void> {
    await this.transactions.manager.delete(PlanItem, { id });
  }

  async choose(choices: readonly PlanChoice[]): Promise<void> {
    await this.transactions.manager.insert(PlanChoice, [...choices]);
  }

  /** All words, oldest first. */
  choices(planId: string): Promise<PlanChoice[]> {
    return this.transactions.manager.find(PlanChoice, { where: { planId }, order: { chosenAt: 'ASC', id: 'ASC' } });
  }
}
