import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual } from 'typeorm';
import { Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { Need } from './need.entity';
import type { NeedState } from './need.lifecycle';

const OPEN: NeedState[] = ['found', 'confirmed', 'planned', 'served', 'reduced', 'same', 'worse'];

/** Rows of needs, as far as the actor may see them. */
@Injectable()
export class NeedsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(need: Need): Promise<void> {
    await this.transactions.manager.insert(Need, need as never);
  }

  /** @throws AppError 404 `need-not-found` */
  async get(id: string): Promise<Need> {
    const need = await this.transactions.manager.findOneBy(Need, { id });
    if (!need) throw notFound('need-not-found');
    return need;
  }

  /** The row as it is now, locked until the transaction ends. @throws AppError 404 `need-not-found` */
  async lock(id: string): Promise<Need> {
    const locked = await this.transactions.manager.findOne(Need, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    // What the actor may read but not change cannot be locked; the move then says why.
    return locked ?? this.get(id);
  }

  byIds(ids: readonly string[]): Promise<Need[]> {
    return this.transactions.manager.findBy(Need, { id: In([...ids]) });
  }

  /** Newest versions of a household's needs, the gravest first. */
  ofHousehold(householdId: string, states?: readonly NeedState[]): Promise<Need[]> {
    return this.transactions.manager.find(Need, {
      where: { householdId, replacedBy: IsNull(), ...(states ? { state: In([...states]) } : {}) },
      order: { severity: 'DESC', foundAt: 'ASC', id: 'ASC' },
    });
  }

  /** The open need of this code for this person, or for the whole household. */
  openOf(householdId: string, memberId: string | null, code: string): Promise<Need | null> {
    return this.transactions.manager.findOneBy(Need, {
      householdId,
      code,
      memberId: memberId ?? IsNull(),
      state: In(OPEN),
      replacedBy: IsNull(),
    });
  }

  /** The newest of those that the household has refused. */
  refusedOf(householdId: string, memberId: string | null, code: string): Promise<Need | null> {
    return this.transactions.manager.findOne(Need, {
      where: { householdId, code, memberId: memberId ?? IsNull(), state: 'declined', replacedBy: IsNull() },
      order: { closedAt: 'DESC', id: 'DESC' },
    });
  }

  /** How grave the last words were that somebody entered of this need; null where nobody did. */
  async severityOfWord({ householdId, memberId, code, foundAt }: Need): Promise<number | null> {
    const [word] = await this.transactions.manager.find(Need, {
      where: {
        ...{ householdId, code, memberId: memberId ?? IsNull() },
        ...{ source: In(['household', 'worker']), foundAt: LessThanOrEqual(foundAt) },
      },
      order: { foundAt: 'DESC', id: 'DESC' },
      take: 1,
    });
    return word?.severity ?? null;
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update(need: Need, changes: Partial<Need>): Promise<Need> {
    const { id, state, version } = need;
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Need, { id, state, version }, change as never);
    if (result.affected !== 1) throw stale();
    return { ...need, ...change };
  }
}
