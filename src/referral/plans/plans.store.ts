import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound, stale } from '../../platform/errors';
import type { PlanQuery } from './dto/plan.dto';
import { Plan } from './plan.entity';

const UNIQUE_VIOLATION = '23505';

/** Rows of plans; who cannot reach the household cannot reach them, and no provider does. */
@Injectable()
export class PlansStore {
  constructor(private readonly transactions: Transactions) {}

  /** @throws AppError 409 `plan-draft-open` when somebody else has begun one meanwhile */
  async insert(plan: Plan): Promise<void> {
    await this.transactions.manager.insert(Plan, plan).catch((error: unknown) => {
      throw (error as { code?: string }).code === UNIQUE_VIOLATION ? conflict('plan-draft-open') : error;
    });
  }

  /** @throws AppError 404 `plan-not-found` */
  async get(id: string): Promise<Plan> {
    const plan = await this.transactions.manager.findOneBy(Plan, { id });
    if (!plan) throw notFound('plan-not-found');
    return plan;
  }

  /** The confirmed plan; null when there is none. */
  live(householdId: string): Promise<Plan | null> {
    return this.transactions.manager.findOneBy(Plan, { householdId, state: 'confirmed' });
  }

  /** The version that is being written or has been offered; null when there is none. */
  async open(householdId: string): Promise<Plan | null> {
    return this.transactions.manager.findOne(Plan, {
      where: [
        { householdId, state: 'draft' },
        { householdId, state: 'offered' },
      ],
    });
  }

  /** All versions, newest first. */
  ofHousehold(householdId: string): Promise<Plan[]> {
    return this.transactions.manager.find(Plan, { where: { householdId }, order: { createdAt: 'DESC', id: 'DESC' } });
  }

  /** Writes `changes` and raises the version. @throws AppError 412 when the row has changed since it was read */
  async update(plan: Plan, changes: Partial<Plan>): Promise<Plan> {
    const { id, version, state } = plan;
    const next = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Plan, { id, version, state }, next);
    if (result.affected !== 1) throw stale();
    return { ...plan, ...next };
  }

  /** Newest first. */
  async list({ householdId, state, limit, after }: PlanQuery): Promise<Page<Plan>> {
    const rows = this.transactions.manager
      .createQueryBuilder(Plan, 'plan')
      .orderBy('plan.createdAt', 'DESC')
      .addOrderBy('plan.id', 'DESC')
      .take(limit + 1);
    if (householdId) rows.andWhere('plan.householdId = :householdId', { householdId });
    if (state) rows.andWhere('plan.state = :state', { state });
    if (after) {
      const [at, id] = decodeCursor(after);
      rows.andWhere('(plan.createdAt, plan.id) < (:at::timestamptz, :id::uuid)', { at, id });
    }
    return pageOf(await rows.getMany(), limit, (plan) => [plan.createdAt.toISOString(), plan.id]);
  }
}
