import { Injectable } from '@nestjs/common';
import { FileCalls } from '../../people/checks';
import { type Page, Transactions } from '../../platform/database';
import { invalid } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Accounts } from '../../trust/accounts';
import type { DepartmentOrder } from './department-order.entity';
import { DepartmentOrdersStore } from './department-orders.store';
import type { OrderLineQuery, OrderQuery } from './dto/department-order.dto';
import type { OrderLineView, OrderView, WaitingView } from './dto/department-order.view';
import { lineCode } from './line-code';

/** Reads of orders, of whom nothing is told here; of their questions those of households in reach. */
@Injectable()
export class DepartmentOrders {
  constructor(
    private readonly store: DepartmentOrdersStore,
    private readonly calls: FileCalls,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** What waits for an order, by department. @throws AppError 422 `district-needed` */
  async waiting(): Promise<WaitingView['items']> {
    const { districtCodes } = this.transactions.actor;
    const [districtCode] = districtCodes;
    if (districtCode === undefined || districtCodes.length > 1)
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    const rows = await this.calls.waiting(districtCode);
    return rows.map(({ department, calls, since }) => ({ department, calls, since: since.toISOString() }));
  }

  /** Newest first. */
  async list(query: OrderQuery): Promise<Page<OrderView>> {
    const { items, next } = await this.store.list(query, this.clock.now());
    return { items: await this.views(items), next };
  }

  /** @throws AppError 404 `department-order-not-found` */
  async one(id: string): Promise<OrderView> {
    return this.view(await this.store.get(id));
  }

  async view(order: DepartmentOrder): Promise<OrderView> {
    const [shown] = await this.views([order]);
    return shown!;
  }

  /** How many are over their day, and how many checks wait for an order. */
  async counts(): Promise<{ late: number; waiting: number }> {
    const { districtCodes } = this.transactions.actor;
    let waiting = 0;
    for (const districtCode of districtCodes)
      for (const { calls } of await this.calls.waiting(districtCode)) waiting += calls;
    return { late: await this.store.countLate(this.clock.now()), waiting };
  }

  /** @throws AppError 404 `department-order-not-found` */
  async lines(id: string, query: OrderLineQuery): Promise<Page<OrderLineView>> {
    const order = await this.store.get(id);
    const { items, next } = await this.store.linePage(id, query);
    const questions = await this.calls.questions(items.map(({ answerId }) => answerId));
    const known = new Map(questions.map((question) => [question.id, question]));
    return {
      next,
      items: items.map(({ line, answerId, authorisedUntil }) => {
        const question = known.get(answerId);
        return {
          ...{ line, code: lineCode(order.number, line), authorisedUntil },
          ...{ householdId: question?.householdId ?? null, requestId: question?.requestId ?? null },
          ...{ memberId: question?.memberId ?? null, item: question?.item ?? null },
          ...{ answered: question !== undefined && question.answeredAt !== null, late: question?.state === 'late' },
          silent: question?.state === 'timed-out',
          repeats: question?.repeats ?? 0,
        };
      }),
    };
  }

  private async views(orders: readonly DepartmentOrder[]): Promise<OrderView[]> {
    const names = await this.accounts.names([
      ...new Set(orders.flatMap(({ orderedBy, closedBy }) => [orderedBy, closedBy ?? orderedBy])),
    ]);
    const now = this.clock.now();
    return orders.map(({ districtCode: _, packVersion: __, closedBy, ...order }) => ({
      ...{ ...order, self: `/api/v1/department-orders/${order.id}` },
      ...{ orderedByName: names.get(order.orderedBy) ?? null, orderedAt: order.orderedAt.toISOString() },
      overdue: (order.state === 'sent' || order.state === 'partly-answered') && order.dueAt < now,
      ...{ dueAt: order.dueAt.toISOString(), fileUntil: order.fileUntil.toISOString() },
      lastDownloadAt: order.lastDownloadAt?.toISOString() ?? null,
      cancelledAt: order.cancelledAt?.toISOString() ?? null,
      closedAt: order.closedAt?.toISOString() ?? null,
      closedByName: closedBy === null ? null : (names.get(closedBy) ?? null),
    }));
  }
}
