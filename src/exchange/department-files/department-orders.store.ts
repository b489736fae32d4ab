import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { DepartmentOrder } from './department-order.entity';
import { DepartmentOrderLine } from './department-order-line.entity';
import type { OrderLineQuery, OrderQuery } from './dto/department-order.dto';

const OPEN = ['sent', 'partly-answered'];

/** Orders of the actor's district and their questions. */
@Injectable()
export class DepartmentOrdersStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(order: DepartmentOrder, lines: readonly DepartmentOrderLine[]): Promise<void> {
    const { manager } = this.transactions;
    await manager.insert(DepartmentOrder, order);
    await manager.query(
      `insert into department_order_lines (order_id, line, answer_id, call_id, authorised_until)
       select $2, line, answer_id, call_id, authorised_until
         from jsonb_to_recordset($1::jsonb) n (line integer, answer_id uuid, call_id uuid, authorised_until date)`,
      [JSON.stringify(lines.map(plain)), order.id],
    );
  }

  /** @throws AppError 404 `department-order-not-found` */
  async get(id: string): Promise<DepartmentOrder> {
    const order = await this.transactions.manager.findOneBy(DepartmentOrder, { id });
    if (!order) throw notFound('department-order-not-found');
    return order;
  }

  /** Held until the end of the transaction: files of one order are written one after another. @throws AppError 404 */
  async locked(id: string): Promise<DepartmentOrder> {
    await this.transactions.manager.query('select 1 from department_orders where id = $1 for no key update', [id]);
    return this.get(id);
  }

  ofNumbers(numbers: readonly string[]): Promise<DepartmentOrder[]> {
    return this.transactions.manager.findBy(DepartmentOrder, { number: In([...numbers]) });
  }

  byIds(ids: readonly string[]): Promise<DepartmentOrder[]> {
    return this.transactions.manager.findBy(DepartmentOrder, { id: In([...ids]) });
  }

  /** Newest first. */
  async list({ state, department, late, limit, after }: OrderQuery, now: Date): Promise<Page<DepartmentOrder>> {
    const rows = this.transactions.manager.createQueryBuilder(DepartmentOrder, 'o').where('true');
    if (state) rows.andWhere('o.state = :state', { state });
    if (department) rows.andWhere('o.department = :department', { department });
    if (late) rows.andWhere('o.state in (:...open) and o.dueAt < :now', { open: OPEN, now });
    if (after !== undefined) {
      const [at, id] = decodeCursor(after);
      rows.andWhere('(o.orderedAt, o.id) < (:at::timestamptz, :id::uuid)', { at, id });
    }
    const found = await rows
      .orderBy('o.orderedAt', 'DESC')
      .addOrderBy('o.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.orderedAt.toISOString(), row.id]);
  }

  /** How many are over their day. */
  countLate(now: Date): Promise<number> {
    return this.transactions.manager
      .createQueryBuilder(DepartmentOrder, 'o')
      .where('o.state in (:...open) and o.dueAt < :now', { open: OPEN, now })
      .getCount();
  }

  /** Questions of households that are somebody's work and hidden from the actor. */
  async countHidden(orderId: string): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ hidden: number }>>(
      `select count(*)::int as hidden from app.department_order_questions($1) q
        where not exists (select 1 from check_answers a where a.id = q.answer_id)`,
      [orderId],
    );
    return row?.hidden ?? 0;
  }

  /** All questions, in their order. */
  lines(orderId: string): Promise<DepartmentOrderLine[]> {
    return this.transactions.manager.find(DepartmentOrderLine, { where: { orderId }, order: { line: 'ASC' } });
  }

  async linePage(orderId: string, { limit, after }: OrderLineQuery): Promise<Page<DepartmentOrderLine>> {
    const rows = this.transactions.manager
      .createQueryBuilder(DepartmentOrderLine, 'l')
      .where('l.orderId = :orderId', { orderId });
    if (after !== undefined) rows.andWhere('l.line > :line', { line: Number(decodeCursor(after)[0]) });
    const found = await rows
      .orderBy('l.line')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, ({ line }) => [line]);
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: DepartmentOrder, changes: Partial<DepartmentOrder>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(DepartmentOrder, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }

  async countDownload(id: string, now: Date): Promise<void> {
    await this.transactions.manager.query(
      'update department_orders set downloads = downloads + 1, last_download_at = $2 where id = $1',
      [id, now],
    );
  }
}

const plain = ({ line, answerId, callId, authorisedUntil }: DepartmentOrderLine) => ({
  ...{ line, answer_id: answerId, call_id: callId, authorised_until: authorisedUntil },
});
