import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound, stale } from '../../platform/errors';
import { Application } from './application.entity';
import type { SecondLookQuery } from './dto/second-look.dto';
import { SecondLook } from './second-look.entity';

/** Decisions of one township on one act, how many were drawn and how many of these were looked at. */
export interface LookShare {
  unitId: string | null;
  act: string;
  decided: number;
  drawn: number;
  looked: number;
}

const STATE = `coalesce((select l.state from second_looks l where l.application_id = a.id), 'waiting')`;

/** Rows of second looks, and the drawn applications that wait for one, as far as the actor can reach them. */
@Injectable()
export class SecondLooksStore {
  constructor(private readonly transactions: Transactions) {}

  /** @throws AppError 409 `second-look-there` when a colleague looked at the same moment */
  async insert(row: SecondLook): Promise<void> {
    await this.transactions.manager.insert(SecondLook, row).catch((error: unknown) => {
      const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
      if (constraint === 'second_looks_application_id_key') throw conflict('second-look-there');
      throw error;
    });
  }

  /** Null where nobody has looked yet. */
  ofApplication(applicationId: string): Promise<SecondLook | null> {
    return this.transactions.manager.findOneBy(SecondLook, { applicationId });
  }

  /** By application. */
  async ofApplications(ids: readonly string[]): Promise<Map<string, SecondLook>> {
    const rows = await this.transactions.manager
      .createQueryBuilder(SecondLook, 'l')
      .where('l.application_id = any (:ids)', { ids })
      .getMany();
    return new Map(rows.map((row) => [row.applicationId, row]));
  }

  /** @throws AppError 404 `second-look-not-found` */
  async getOf(applicationId: string): Promise<SecondLook> {
    const row = await this.ofApplication(applicationId);
    if (!row) throw notFound('second-look-not-found');
    return row;
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: SecondLook, changes: Partial<SecondLook>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(SecondLook, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }

  /** Drawn applications, those decided first come first. */
  async list({ state, limit, after }: SecondLookQuery): Promise<Page<Application>> {
    const rows = this.transactions.manager
      .createQueryBuilder(Application, 'a')
      .where('a.sampled and a.outcome is not null');
    if (state) rows.andWhere(`${STATE} = :state`, { state });
    if (after) {
      const [at, id] = decodeCursor(after);
      rows.andWhere('(a.decided_at, a.id) > (:at::timestamptz, :id::uuid)', { at, id });
    }
    const found = await rows
      .orderBy('a.decided_at', 'ASC')
      .addOrderBy('a.id', 'ASC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, ({ decidedAt, id }) => [decidedAt!.toISOString(), id]);
  }

  async counts(): Promise<{ waiting: number; toCorrect: number }> {
    const [row] = await this.transactions.manager.query<Array<Record<'waiting' | 'toCorrect', string>>>(
      `select count(*) filter (where ${STATE} = 'waiting') as waiting,
          count(*) filter (where ${STATE} = 'to-correct') as "toCorrect"
         from applications a where a.sampled and a.outcome is not null`,
    );
    return { waiting: Number(row?.waiting), toCorrect: Number(row?.toCorrect) };
  }

  /** Of every township and act that decided anything itself. */
  async shares(): Promise<LookShare[]> {
    const rows = await this.transactions.manager.query<
      Array<Record<'decided' | 'drawn' | 'looked', string> & { unitId: string | null; act: string }>
    >(
      `select a.unit_id as "unitId", a.act, count(*) as decided, count(*) filter (where a.sampled) as drawn, count(l.id) as looked
         from applications a left join second_looks l on l.application_id = a.id
        where a.level = 'township' and a.outcome is not null group by 1, 2 order by 1, 2 limit 500`,
    );
    return rows.map(({ unitId, act, decided, drawn, looked }) => ({
      ...{ unitId, act, decided: Number(decided), drawn: Number(drawn), looked: Number(looked) },
    }));
  }
}
