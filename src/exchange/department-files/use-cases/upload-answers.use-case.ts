import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DepartmentWays } from '../../../people/checks';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { ANSWER_DAYS, answersErasedOn } from '../answer-days';
import type { DepartmentAnswerFile } from '../department-answer-file.entity';
import { DepartmentAnswerFilesStore } from '../department-answer-files.store';
import type { DepartmentOrder } from '../department-order.entity';
import { DepartmentOrdersStore } from '../department-orders.store';
import { plainCode } from '../line-code';
import { OrderReach } from '../order-reach';
import { PlanAnswers } from '../plan-answers';
import { cellsOf, type ReadAnswers, readAnswers } from '../read-answers';

export interface UploadedAnswers {
  fileName: string;
  content: Buffer;
  /** Number of the order that somebody stands before; a file of another is not taken for it. */
  order?: string;
}

/** Takes an answer file into sealed keeping and tries what it would do; nothing is written to any question (R93). */
@Injectable()
export class UploadAnswers {
  constructor(
    private readonly store: DepartmentAnswerFilesStore,
    private readonly orders: DepartmentOrdersStore,
    private readonly ways: DepartmentWays,
    private readonly reach: OrderReach,
    private readonly plan: PlanAnswers,
    private readonly numbers: NumberSequence,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * The same file again leads to what became of it.
   * @throws AppError 422 as `readAnswers`, `district-needed`; at `file`: `answer-order-unknown`, `answer-order-cancelled`,
   *   `answer-file-other-order`; 409 as `OrderReach`
   */
  async execute(
    { fileName, content, order: expected }: UploadedAnswers,
    requestKey: string,
  ): Promise<DepartmentAnswerFile> {
    const { actor } = this.transactions;
    const [districtCode] = actor.districtCodes;
    if (districtCode === undefined || actor.districtCodes.length > 1 || actor.userId === null)
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    const earlier = await this.store.ofRequest(actor.userId, requestKey);
    if (earlier) return earlier;
    const read = await readAnswers(content, this.ways.files(districtCode).columns);
    const order = await this.orderOf(read, expected);
    await this.reach.demand(order);
    const fileDigest = createHash('sha256').update(content).digest();
    const standing = await this.store.standing(order.id, fileDigest);
    if (standing) return standing;
    const uploadedAt = this.clock.now();
    const { formulas, ...sheet } = read;
    const row = await this.store.insert(
      {
        ...{ id: newId(), number: await this.numbers.nextNumber('DA'), orderId: order.id, districtCode, fileName },
        ...{ fileDigest, state: 'checked', late: uploadedAt > order.dueAt, formulaCount: formulas, requestKey },
        ...{ uploadedBy: actor.userId, uploadedAt, confirmedBy: null, confirmedAt: null, confirmedPlace: null },
        ...{ endedAt: null, erasedAt: null, version: 1 },
      },
      sheet,
    );
    await this.store.setLines(row.id, await this.plan.of(order, sheet));
    const dueAt = answersErasedOn(this.clock.today());
    await this.dueItems.set({ kind: 'answer-file-expiry', subjectId: row.id, districtCode, dueAt });
    const subject = { subjectType: 'department-answer-file', subjectId: row.id, districtCode };
    const fields = [order.number, `rows-${sheet.rows.length}`, `days-${ANSWER_DAYS}`];
    await this.audit.changed({ action: 'department-answer-file.uploaded', ...subject, fields });
    return row;
  }

  /** The order that most rows name, among those in reach. */
  private async orderOf({ columns, rows }: ReadAnswers, expected: string | undefined): Promise<DepartmentOrder> {
    const named = new Map<string, number>();
    for (const row of rows) {
      const number = plainCode(cellsOf(columns, row).order ?? '');
      if (number !== '') named.set(number, (named.get(number) ?? 0) + 1);
    }
    const known = await this.orders.ofNumbers([...named.keys()]);
    const [order] = known.sort((one, other) => named.get(other.number)! - named.get(one.number)!);
    if (!order) throw refused('answer-order-unknown');
    if (expected !== undefined && plainCode(expected) !== order.number)
      throw refused('answer-file-other-order', { number: order.number });
    if (order.state === 'cancelled') throw refused('answer-order-cancelled', { number: order.number });
    return order;
  }
}

const refused = (code: string, params: Record<string, string> = {}) => invalid([{ field: 'file', code, params }]);
