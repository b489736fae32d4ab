import { Injectable } from '@nestjs/common';
import { conflict } from '../../platform/errors';
import type { DepartmentOrder } from './department-order.entity';
import { DepartmentOrdersStore } from './department-orders.store';

/**
 * The one place that asks whether somebody sees all of an order. Who is bound by a conflict of interest, or looks after a
 * part of the district, would carry, take, take back or end half of it, and nobody would notice the other half.
 */
@Injectable()
export class OrderReach {
  constructor(private readonly store: DepartmentOrdersStore) {}

  /** @throws AppError 409 `department-order-out-of-reach` with the number of questions that the actor cannot see */
  async demand({ id, number }: DepartmentOrder): Promise<void> {
    const count = await this.store.countHidden(id);
    if (count > 0) throw conflict('department-order-out-of-reach', { number, count });
  }
}
