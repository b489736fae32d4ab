import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { ScaleChoice } from './scale-choice.entity';

const MOST = 50;

/** Rows of choices, opened through their household. */
@Injectable()
export class ScaleChoicesStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: ScaleChoice): Promise<void> {
    await this.transactions.manager.insert(ScaleChoice, row);
  }

  /** @throws AppError 404 `scale-choice-not-found` */
  async get(id: string): Promise<ScaleChoice> {
    const row = await this.transactions.manager.findOneBy(ScaleChoice, { id });
    if (!row) throw notFound('scale-choice-not-found');
    return row;
  }

  /** Newest first; a household has few. */
  ofHousehold(householdId: string): Promise<ScaleChoice[]> {
    const order = { screenedAt: 'DESC', id: 'DESC' } as const;
    return this.transactions.manager.find(ScaleChoice, { where: { householdId }, order, take: MOST });
  }

  /** @throws AppError 412 when somebody else has written it meanwhile */
  async update({ id, version }: ScaleChoice, changes: Partial<ScaleChoice>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(ScaleChoice, { id, version }, change);
    if (result.affected !== 1) throw stale();
  }
}
