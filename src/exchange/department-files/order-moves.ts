import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../platform/lifecycle';
import { Audit } from '../../trust/audit';
import type { DepartmentOrder } from './department-order.entity';
import { departmentOrderLifecycle, type OrderMove } from './department-order.lifecycle';
import { DepartmentOrdersStore } from './department-orders.store';

/** One move of an order with its row, log and record. */
@Injectable()
export class OrderMoves {
  constructor(
    private readonly store: DepartmentOrdersStore,
    private readonly lifecycles: Lifecycles,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed`; 412 when somebody else was first */
  async make(order: DepartmentOrder, move: OrderMove, changes: Partial<DepartmentOrder>): Promise<DepartmentOrder> {
    const { id: subjectId, districtCode, state: from, department } = order;
    const { closeReason: reason = null } = changes;
    const request = { lifecycle: departmentOrderLifecycle, subjectId, districtCode, from, move, reason };
    const state = await this.lifecycles.move(request);
    await this.store.update(order, { ...changes, state });
    const fields = [department, 'state', ...Object.keys(changes)];
    const subject = { subjectType: 'department-order', subjectId, districtCode };
    await this.audit.changed({ action: `department-order.${move}`, ...subject, fields });
    return this.store.get(subjectId);
  }

  /** Where an order stands after so many of its questions have been answered, or are so no longer. */
  async answered(order: DepartmentOrder, answeredCount: number): Promise<DepartmentOrder> {
    const back = answeredCount < order.answeredCount;
    const all = answeredCount === order.lineCount;
    if (order.closedAt !== null && (back || !all))
      return this.make(order, back ? 'take-back-late' : 'answer-late', { answeredCount });
    if (back) return this.make(order, answeredCount === 0 ? 'take-back-all' : 'take-back-part', { answeredCount });
    return this.make(order, all ? 'answer-all' : 'answer-part', { answeredCount });
  }
}
