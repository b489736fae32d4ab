import { Injectable } from '@nestjs/common';
import { DepartmentWays, FileCalls } from '../../../people/checks';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { WorkCalendar } from '../../../reference/calendar';
import { Policies } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import { keptUntil } from '../../exports';
import type { DepartmentOrder } from '../department-order.entity';
import { DepartmentOrdersStore } from '../department-orders.store';
import type { OrderDepartment as Input } from '../dto/department-order.dto';

/** Calls of one file; what is over waits for the next. */
const MOST_CALLS = 500;

/** An order, and how many calls ended instead. */
export interface Ordered {
  order: DepartmentOrder | null;
  leftOut: number;
}

/** Puts everything that waits for a department into one numbered order (R93): its calls are sent on this day. */
@Injectable()
export class OrderDepartment {
  constructor(
    private readonly store: DepartmentOrdersStore,
    private readonly calls: FileCalls,
    private readonly ways: DepartmentWays,
    private readonly numbers: NumberSequence,
    private readonly policies: Policies,
    private readonly calendar: WorkCalendar,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * No order where nobody may be asked about any more: those calls have ended, and there is nothing to carry.
   * @throws AppError 409 `department-order-none-waiting`; 422 `district-needed`, `check-department-unknown`
   */
  async execute({ department }: Input): Promise<Ordered> {
    const { actor } = this.transactions;
    const [districtCode] = actor.districtCodes;
    if (districtCode === undefined || actor.districtCodes.length > 1 || actor.userId === null)
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    const known = (await this.ways.of(districtCode)).find((one) => one.department.code === department);
    if (!known) throw invalid([{ field: 'department', code: 'check-department-unknown' }]);
    const orderedAt = this.clock.now();
    const dueAt = this.calendar.addWorkDays(orderedAt, known.workDays);
    const { questions, calls, leftOut } = await this.calls.take({ districtCode, department }, dueAt, MOST_CALLS);
    if (calls + leftOut === 0) throw conflict('department-order-none-waiting');
    if (calls === 0) return { order: null, leftOut };
    const order: DepartmentOrder = {
      ...{ id: newId(), number: await this.numbers.nextNumber('DO'), districtCode, department, state: 'sent' },
      ...{ packVersion: this.policies.current(districtCode).version, orderedBy: actor.userId, orderedAt, dueAt },
      ...{ fileUntil: keptUntil(orderedAt), callCount: calls, lineCount: questions.length, answeredCount: 0, leftOut },
      ...{ downloads: 0, lastDownloadAt: null, cancelledAt: null, closedAt: null, closedBy: null },
      ...{ closeReason: null, version: 1 },
    };
    const lines = questions.map(({ question, authorisedUntil }, at) => ({
      ...{ orderId: order.id, line: at + 1, answerId: question.id, callId: question.callId, authorisedUntil },
    }));
    await this.store.insert(order, lines);
    const subject = { subjectType: 'department-order', subjectId: order.id, districtCode };
    const fields = [department, `lines-${lines.length}`, `left-out-${leftOut}`];
    await this.audit.changed({ action: 'department-order.made', ...subject, fields });
    return { order, leftOut };
  }
}
