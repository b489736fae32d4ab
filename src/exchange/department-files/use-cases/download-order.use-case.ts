import { Injectable } from '@nestjs/common';
import { FileCalls } from '../../../people/checks';
import { Transactions } from '../../../platform/database';
import { gone } from '../../../platform/errors';
import { AfterRequest, requestContext } from '../../../platform/http';
import { defaultLocale } from '../../../platform/i18n';
import { Clock } from '../../../platform/time';
import { Accounts } from '../../../trust/accounts';
import { Audit } from '../../../trust/audit';
import type { DepartmentOrder } from '../department-order.entity';
import { DepartmentOrdersStore } from '../department-orders.store';
import type { orderFormats } from '../dto/department-order.dto';
import { OrderFile } from '../order-file';
import { OrderReach } from '../order-reach';

type Format = (typeof orderFormats)[number];
const TYPES: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Hands out the file of an order; each time is counted, and on the record of every household in it (C2, C3). */
@Injectable()
export class DownloadOrder {
  constructor(
    private readonly store: DepartmentOrdersStore,
    private readonly reach: OrderReach,
    private readonly calls: FileCalls,
    private readonly file: OrderFile,
    private readonly accounts: Accounts,
    private readonly audit: Audit,
    private readonly afterRequest: AfterRequest,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 as `OrderReach`; 410 `department-order-file-ended` */
  async execute(id: string, format: Format): Promise<{ name: string; type: string; content: Buffer }> {
    const order = await this.store.get(id);
    const now = this.clock.now();
    if (order.state === 'cancelled' || order.closedAt !== null || order.fileUntil <= now)
      throw gone('department-order-file-ended');
    // A file without the hidden rows would look whole to the department, and they would never be asked.
    await this.reach.demand(order);
    const locale = requestContext.getStore()?.locale ?? defaultLocale;
    const orderer = (await this.accounts.names([order.orderedBy])).get(order.orderedBy) ?? '';
    const person = this.transactions.actor.displayName;
    const { content, rows } = await this.file.make(order, { format, locale, person, orderer });
    const noted = () => this.noted(order, now, rows);
    if (!this.afterRequest.defer(noted)) await noted();
    return { name: `${order.number}-${order.department}.${format}`, type: TYPES[format], content };
  }

  private async noted(order: DepartmentOrder, now: Date, rows: number): Promise<void> {
    const { id, number, districtCode, department } = order;
    await this.store.countDownload(id, now);
    const subject = { subjectType: 'department-order', subjectId: id, districtCode };
    const fields = [department, `rows-${rows}`];
    await this.audit.read({ action: 'department-order.downloaded', ...subject, fields });
    const lines = await this.store.lines(id);
    const questions = await this.calls.questions(lines.map(({ answerId }) => answerId));
    const households = [...new Set(questions.map(({ householdId }) => householdId))];
    const reading = { action: 'household.department-file', subjectType: 'household', districtCode };
    await this.audit.readAll({ ...reading, fields: [department, number] }, households);
  }
}
