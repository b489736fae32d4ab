import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { EconomyLine } from './economy-line.entity';

const ASKED = {
  ...({ id: true, householdId: true, memberId: true, kind: true, item: true } as const),
  ...({ amountFen: true, period: true, method: true, asOf: true, endedAt: true } as const),
  ...({ trade: true, exemptOn: true } as const),
};
/** A line as far as calculations ask. */
export type LineOfMany = Pick<EconomyLine, keyof typeof ASKED>;

/** Rows of the own declaration; opened through their household. */
@Injectable()
export class EconomyLinesStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(line: EconomyLine): Promise<void> {
    await this.transactions.manager.insert(EconomyLine, line as never);
  }

  /** @throws AppError 404 `economy-line-not-found` */
  async get(id: string): Promise<EconomyLine> {
    const line = await this.transactions.manager.findOneBy(EconomyLine, { id });
    if (!line) throw notFound('economy-line-not-found');
    return line;
  }

  /** All lines, standing ones and ended ones, in the order they were recorded. */
  ofHousehold(householdId: string): Promise<EconomyLine[]> {
    return this.transactions.manager.find(EconomyLine, {
      where: { householdId },
      order: { kind: 'ASC', recordedAt: 'ASC', id: 'ASC' },
    });
  }

  linesOfAll(householdIds: readonly string[]): Promise<LineOfMany[]> {
    const where = { householdId: In([...householdIds]), endedAt: IsNull() };
    return this.transactions.manager.find(EconomyLine, { where, select: ASKED });
  }

  /** @throws AppError 412 when `version` is not the newest */
  async update(id: string, version: number, changes: Partial<EconomyLine>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(EconomyLine, { id, version }, change as never);
    if (result.affected !== 1) throw stale();
  }
}
