import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, selected, type Selection, Transactions } from '../../platform/database';
import { BenefitPayment } from './benefit-payment.entity';
import type { PaymentQuery } from './dto/application.dto';

/** Rows of what is paid, as far as the actor can reach them. */
@Injectable()
export class BenefitPaymentsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: BenefitPayment): Promise<void> {
    await this.transactions.manager.insert(BenefitPayment, row);
  }

  /** The latest month first. */
  async list({ act, month, limit, after }: PaymentQuery): Promise<Page<BenefitPayment>> {
    const rows = this.transactions.manager.createQueryBuilder(BenefitPayment, 'p').where('true');
    if (act) rows.andWhere('p.act = :act', { act });
    if (month) rows.andWhere('p.from_month = :month::date', { month: `${month}-01` });
    if (after) {
      const [day, id] = decodeCursor(after);
      rows.andWhere('(p.from_month, p.id) < (:day::date, :id::uuid)', { day, id });
    }
    const found = await rows
      .orderBy('p.from_month', 'DESC')
      .addOrderBy('p.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, ({ fromMonth, id }) => [fromMonth, id]);
  }

  /** Of a place, by the month from which it is paid; the earliest first. */
  async pick(selection: Selection, most: number): Promise<BenefitPayment[]> {
    const values: unknown[] = [];
    const month = "(p.from_month::timestamp at time zone 'Asia/Shanghai')";
    const where = selected(selection, { place: 'p.region_path', time: month }, values);
    const ids = await this.transactions.manager.query<Array<{ id: string }>>(
      `select p.id from benefit_payments p where ${where} order by p.from_month, p.id limit $${values.push(most)}`,
      values,
    );
    const rows = this.transactions.manager.createQueryBuilder(BenefitPayment, 'p');
    return rows
      .where('p.id = any (:ids)', { ids: ids.map(({ id }) => id) })
      .orderBy('p.from_month', 'ASC')
      .addOrderBy('p.id', 'ASC')
      .getMany();
  }

  /** Numbers of their applications, by id. */
  async numbersOf(applicationIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.transactions.manager.query<Array<{ id: string; number: string }>>(
      'select id, number from applications where id = any ($1)',
      [applicationIds],
    );
    return new Map(rows.map(({ id, number }) => [id, number]));
  }
}
