import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { Calculation } from './calculation.entity';
import { CalculationRules } from './calculation-rules.entity';
import type { CalculationQuery } from './dto/calculation.dto';

/** Rows of calculations and of the rules they were done by; nothing is ever changed. */
@Injectable()
export class CalculationsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(calculation: Calculation): Promise<void> {
    await this.transactions.manager.insert(Calculation, calculation);
  }

  /** Keeps the rules, unless somebody did before. */
  async keepRules(rules: CalculationRules): Promise<void> {
    const insert = this.transactions.manager.createQueryBuilder().insert().into(CalculationRules).values(rules);
    await insert.orIgnore().updateEntity(false).execute();
  }

  /** @throws AppError 404 `calculation-not-found` */
  async get(id: string): Promise<Calculation> {
    const row = await this.transactions.manager.findOneBy(Calculation, { id });
    if (!row) throw notFound('calculation-not-found');
    return row;
  }

  rules(digest: string): Promise<CalculationRules> {
    return this.transactions.manager.findOneByOrFail(CalculationRules, { digest });
  }

  /** Newest first. */
  async ofHousehold(householdId: string, { limit, after }: CalculationQuery): Promise<Page<Calculation>> {
    const { manager } = this.transactions;
    const rows = manager.createQueryBuilder(Calculation, 'c').where('c.household_id = :householdId', { householdId });
    if (after) {
      const [madeAt, id] = decodeCursor(after);
      rows.andWhere('(c.made_at, c.id) < (:madeAt::timestamptz, :id::uuid)', { madeAt, id });
    }
    const found = await rows
      .orderBy('c.made_at', 'DESC')
      .addOrderBy('c.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.madeAt.toISOString(), row.id]);
  }

  /** The next ones in reach behind an id, in the order of their ids. */
  after(id: string, limit: number): Promise<Calculation[]> {
    const behind = { where: { id: MoreThan(id) }, order: { id: 'ASC' }, take: limit } as const;
    return this.transactions.manager.find(Calculation, behind);
  }
}
