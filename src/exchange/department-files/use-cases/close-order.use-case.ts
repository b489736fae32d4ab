import { Injectable } from '@nestjs/common';
import { FileCalls } from '../../../people/checks';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import type { DepartmentOrder } from '../department-order.entity';
import { DepartmentOrdersStore } from '../department-orders.store';
import type { CloseOrder as Input } from '../dto/department-order.dto';
import { OrderMoves } from '../order-moves';
import { OrderReach } from '../order-reach';

/**
 * Ends an order whose rest does not come: its questions without an answer have had none in time, as over a line, and the
 * household's work goes on without them (R65, R93). What a department sends later is taken as late.
 */
@Injectable()
export class CloseOrder {
  constructor(
    private readonly store: DepartmentOrdersStore,
    private readonly reach: OrderReach,
    private readonly moves: OrderMoves,
    private readonly calls: FileCalls,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`, `department-order-not-due` before its day is over, as `OrderReach` */
  async execute(id: string, { reason: closeReason }: Input): Promise<DepartmentOrder> {
    const order = await this.store.locked(id);
    await this.reach.demand(order);
    const closedAt = this.clock.now();
    const closedBy = this.transactions.actor.userId;
    const closed = await this.moves.make(order, 'close', { closedAt, closedBy, closeReason });
    if (order.dueAt >= closedAt) throw conflict('department-order-not-due', { number: order.number });
    const lines = await this.store.lines(id);
    await this.calls.end([...new Set(lines.map(({ callId }) => callId))]);
    return closed;
  }
}
