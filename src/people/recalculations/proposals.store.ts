import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import type { Movement } from '../simulations';
import type { ConfirmableQuery } from './dto/confirmation.dto';
import type { ProposalQuery } from './dto/recalculation.dto';
import { type ProposalState, RecalculationHousehold } from './recalculation-household.entity';

/** Families of a batch that moved alike and stand alike. */
export interface ProposalGroup {
  movement: Movement;
  state: ProposalState;
  families: number;
  told: number;
  fenBefore: number;
  fenAfter: number;
}

/** Families that could be confirmed in one go, and those that the rules give no class. */
export interface Confirmable {
  families: number;
  withoutClass: number;
}

const INSERT = `insert into recalculation_households (id, recalculation_id, household_id, township_id, household_type, class_before,
    class_after, circle_before, circle_after, fen_before, fen_after, movement, facts, digest_before, digest_after, as_simulated,
    decided_class, decided_circle, state)
  select r.id, $1, r."householdId", r."townshipId", r."householdType", r."classBefore", r."classAfter", r."circleBefore",
    r."circleAfter", r."fenBefore", r."fenAfter", r.movement, r.facts, r."digestBefore", r."digestAfter", r."asSimulated",
    c.decided_class, c.decided_circle, 'open'
  from jsonb_to_recordset($2::jsonb) r (id uuid, "householdId" uuid, "townshipId" integer, "householdType" text,
    "classBefore" integer, "classAfter" integer, "circleBefore" text, "circleAfter" text, "fenBefore" bigint,
    "fenAfter" bigint, movement text, facts text, "digestBefore" text, "digestAfter" text, "asSimulated" boolean)
  left join classifications c on c.household_id = r."householdId" and c.state = 'confirmed'`;
const GROUPS = `select movement, state, count(*)::integer as families, count(told_at)::integer as told,
    sum(fen_before)::text as "fenBefore", sum(fen_after)::text as "fenAfter"
  from recalculation_households where recalculation_id = $1 group by 1, 2`;
const FITTING = `recalculation_id = $1 and state = 'open' and ($2::text is null or movement = $2)
    and ($3::integer is null or township_id = $3)`;
// In pieces, each a short transaction (design 8.5).
const LAPSE = `update recalculation_households
    set state = case state when 'open' then 'lapsed' else state end, facts = ''
  where id in (select id from recalculation_households where recalculation_id = $1 and facts <> '' order by id limit $2)`;

export type NewProposal = Pick<
  RecalculationHousehold,
  | ('id' | 'householdId' | 'townshipId' | 'householdType' | 'classBefore' | 'classAfter' | 'circleBefore')
  | ('circleAfter' | 'fenBefore' | 'fenAfter' | 'movement' | 'facts' | 'digestBefore' | 'digestAfter' | 'asSimulated')
>;

/** Proposals of batches, family by family; of families that the reader may see. */
@Injectable()
export class ProposalsStore {
  constructor(private readonly transactions: Transactions) {}

  /** With the decisions in force. */
  async insert(recalculationId: string, rows: readonly NewProposal[]): Promise<void> {
    await this.transactions.manager.query(INSERT, [recalculationId, JSON.stringify(rows)]);
  }

  async groups(recalculationId: string): Promise<ProposalGroup[]> {
    const rows = await this.transactions.manager.query<
      Array<Omit<ProposalGroup, 'fenBefore' | 'fenAfter'> & { fenBefore: string; fenAfter: string }>
    >(GROUPS, [recalculationId]);
    return rows.map((row) => ({ ...row, fenBefore: Number(row.fenBefore), fenAfter: Number(row.fenAfter) }));
  }

  /** In the order of their files. */
  async list(recalculationId: string, query: ProposalQuery): Promise<Page<RecalculationHousehold>> {
    const { limit, after, movement, state, township, told, changed } = query;
    const rows = this.transactions.manager
      .createQueryBuilder(RecalculationHousehold, 'f')
      .where('f.recalculation_id = :recalculationId', { recalculationId });
    if (movement) rows.andWhere('f.movement = :movement', { movement });
    if (state) rows.andWhere('f.state = :state', { state });
    if (township) rows.andWhere('f.township_id = :township', { township });
    if (told !== undefined) rows.andWhere(`f.told_at is ${told ? 'not null' : 'null'}`);
    if (changed !== undefined) rows.andWhere(`f.as_simulated is ${changed ? 'not true' : 'true'}`);
    if (after) rows.andWhere('f.household_id > :after::uuid', { after: decodeCursor(after)[0] });
    const found = await rows
      .orderBy('f.household_id', 'ASC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.householdId]);
  }

  /** Open ones that fit. */
  async confirmable(recalculationId: string, { movement, township }: ConfirmableQuery): Promise<Confirmable> {
    const [row] = await this.transactions.manager.query<Confirmable[]>(
      `select count(class_after)::integer as families, (count(*) - count(class_after))::integer as "withoutClass"
         from recalculation_households where ${FITTING}`,
      [recalculationId, movement ?? null, township ?? null],
    );
    return row!;
  }

  /** The next of those, in the order of their files. */
  async fitting(
    recalculationId: string,
    { movement, township }: ConfirmableQuery,
    after: string | null,
    limit: number,
  ): Promise<string[]> {
    return this.ids(`${FITTING} and class_after is not null and ($4::uuid is null or household_id > $4)`, [
      ...[recalculationId, movement ?? null, township ?? null, after],
      limit,
    ]);
  }

  /** The next that were confirmed by an order and not told. */
  async ofConfirmation(confirmationId: string, after: string | null, limit: number): Promise<string[]> {
    const where = `confirmation_id = $1 and state = 'confirmed' and ($2::uuid is null or household_id > $2)`;
    return this.ids(where, [confirmationId, after, limit]);
  }

  /** Regions of townships that families of the batch are in. */
  async townships(recalculationId: string): Promise<number[]> {
    const rows = await this.transactions.manager.query<Array<{ id: number }>>(
      'select distinct township_id as id from recalculation_households where recalculation_id = $1 order by 1',
      [recalculationId],
    );
    return rows.map(({ id }) => id);
  }

  /** With its facts. @throws AppError 404 `recalculation-family-not-found` */
  get(recalculationId: string, householdId: string): Promise<RecalculationHousehold> {
    return this.one(recalculationId, householdId, false);
  }

  /** Held until the transaction ends. @throws AppError 404 */
  hold(recalculationId: string, householdId: string): Promise<RecalculationHousehold> {
    return this.one(recalculationId, householdId, true);
  }

  async update({ id }: RecalculationHousehold, changes: Partial<RecalculationHousehold>): Promise<void> {
    await this.transactions.manager.update(RecalculationHousehold, { id }, changes);
  }

  /** @returns how many were left */
  async lapse(recalculationId: string, limit: number): Promise<number> {
    const [, count] = await this.transactions.manager.query<[unknown, number]>(LAPSE, [recalculationId, limit]);
    return count;
  }

  /** @param values the last is how many */
  private async ids(where: string, values: unknown[]): Promise<string[]> {
    const rows = await this.transactions.manager.query<Array<{ id: string }>>(
      `select household_id as id from recalculation_households where ${where} order by household_id limit $${values.length}`,
      values,
    );
    return rows.map(({ id }) => id);
  }

  private async one(recalculationId: string, householdId: string, lock: boolean): Promise<RecalculationHousehold> {
    const rows = this.transactions.manager
      .createQueryBuilder(RecalculationHousehold, 'f')
      .addSelect('f.facts')
      .where('f.recalculation_id = :recalculationId and f.household_id = :householdId', {
        recalculationId,
        householdId,
      });
    const row = await (lock ? rows.setLock('pessimistic_write') : rows).getOne();
    if (!row) throw notFound('recalculation-family-not-found');
    return row;
  }
}
