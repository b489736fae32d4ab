import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { Calculation } from './calculation.entity';
import { CalculationRules } from './calculation-rules.entity';

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
  ofHousehold(householdId: string): Promise<Calculation[]> {
    return this.transactions.manager.find(Calculation, {
      where: { householdId },
      order: { madeAt: 'DESC', id: 'DESC' },
    });
  }

  /** The next ones in reach behind an id, in the order of their ids. */
  after(id: string, limit: number): Promise<Calculation[]> {
    const behind = { where: { id: MoreThan(id) }, order: { id: 'ASC' }, take: limit } as const;
    return this.transactions.manager.find(Calculation, behind);
  }

  /** Codes of all districts. */
  async districts(): Promise<string[]> {
    const rows = await this.transactions.manager.query<Array<{ code: string }>>(
      'select distinct district_code as code from regions where district_code is not null order by 1',
    );
    return rows.map(({ code }) => code);
  }
}
