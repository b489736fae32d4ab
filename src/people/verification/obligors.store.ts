import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { ObligorAsking } from './obligor-asking.entity';
import { SupportObligor } from './support-obligor.entity';

const ASKED = {
  ...({ id: true, householdId: true, memberId: true, unableBecause: true, householdSize: true } as const),
  ...({ supports: true, incomeYearFen: true, agreedMonthFen: true, paidMonthFen: true } as const),
  ...({ paidMethod: true, endedAt: true } as const),
};
/** An obligor as far as calculations ask: without a name. */
export type ObligorOfMany = Pick<SupportObligor, keyof typeof ASKED>;

type Unsealed = Pick<SupportObligor, 'id' | 'householdId'> & { note: string };

/** Rows of those who owe support, and of having asked for them; opened through their household. */
@Injectable()
export class ObligorsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(obligor: SupportObligor): Promise<void> {
    await this.transactions.manager.insert(SupportObligor, obligor as never);
  }

  /** @throws AppError 404 `obligor-not-found` */
  async get(id: string): Promise<SupportObligor> {
    const obligor = await this.transactions.manager.findOneBy(SupportObligor, { id });
    if (!obligor) throw notFound('obligor-not-found');
    return obligor;
  }

  /** Standing ones and ended ones, in the order they were recorded. */
  ofHousehold(householdId: string): Promise<SupportObligor[]> {
    return this.transactions.manager.find(SupportObligor, {
      where: { householdId },
      order: { recordedAt: 'ASC', id: 'ASC' },
    });
  }

  standingOfAll(householdIds: readonly string[]): Promise<ObligorOfMany[]> {
    const where = { householdId: In([...householdIds]), endedAt: IsNull() };
    return this.transactions.manager.find(SupportObligor, { where, select: ASKED });
  }

  /** @throws AppError 412 when `version` is not the newest */
  async update(id: string, version: number, changes: Partial<SupportObligor>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(SupportObligor, { id, version }, change as never);
    if (result.affected !== 1) throw stale();
  }

  /** A note from before notes were sealed; held until the end of the transaction. */
  async unsealed(id: string): Promise<Unsealed | undefined> {
    const sql = `select id, household_id as "householdId", note from support_obligors
      where id = $1 and note is not null for update`;
    return (await this.transactions.manager.query<Unsealed[]>(sql, [id]))[0];
  }

  /** The version stays: nobody has changed anything. */
  async keepSealed(id: string, noteCiphertext: Buffer | null): Promise<void> {
    const sql = 'update support_obligors set note = null, note_ciphertext = $2 where id = $1';
    await this.transactions.manager.query(sql, [id, noteCiphertext]);
  }

  /** The standing "there is nobody" of these households. */
  nobodyOfAll(householdIds: readonly string[]): Promise<ObligorAsking[]> {
    return this.transactions.manager.findBy(ObligorAsking, { householdId: In([...householdIds]), endedAt: IsNull() });
  }

  async insertNobody(asking: ObligorAsking): Promise<void> {
    await this.transactions.manager.insert(ObligorAsking, asking as never);
  }

  asking(id: string): Promise<ObligorAsking> {
    return this.transactions.manager.findOneByOrFail(ObligorAsking, { id });
  }

  /** @param endedAt null: it stands again */
  async endNobody(id: string, endedAt: Date | null): Promise<void> {
    await this.transactions.manager.update(ObligorAsking, { id }, { endedAt });
  }
}
