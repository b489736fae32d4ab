import { Injectable } from '@nestjs/common';
import { FileCalls } from '../../../people/checks';
import { Clock } from '../../../platform/time';
import type { DepartmentOrder } from '../department-order.entity';
import { DepartmentOrdersStore } from '../department-orders.store';
import { OrderMoves } from '../order-moves';
import { OrderReach } from '../order-reach';

/** Takes an order back that nobody has answered: its calls wait for another one, its file cannot be fetched any more. */
@Injectable()
export class CancelOrder {
  constructor(
    private readonly store: DepartmentOrdersStore,
    private readonly reach: OrderReach,
    private readonly moves: OrderMoves,
    private readonly calls: FileCalls,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`, as `OrderReach` */
  async execute(id: string): Promise<DepartmentOrder> {
    const order = await this.store.locked(id);
    await this.reach.demand(order);
    const cancelled = await this.moves.make(order, 'cancel', { cancelledAt: this.clock.now() });
    const lines = await this.store.lines(id);
    await this.calls.release([...new Set(lines.map(({ callId }) => callId))]);
    return cancelled;
  }
}
