import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import type { FamilyQuery } from './dto/simulation.dto';
import { SimulationHousehold } from './simulation-household.entity';

/** Families that are alike in everything that the tables of a result are cut by. */
export interface FamilyGroup {
  movement: SimulationHousehold['movement'];
  townshipId: number;
  householdType: string;
  circleBefore: string;
  circleAfter: string;
  families: number;
  fenBefore: number;
  fenAfter: number;
}

const INSERT = `insert into simulation_households (id, simulation_id, household_id, township_id, household_type, class_before,
    class_after, circle_before, circle_after, fen_before, fen_after, movement, facts, digest_before, digest_after)
  select r.id, $1, r."householdId", r."townshipId", r."householdType", r."classBefore", r."classAfter", r."circleBefore",
    r."circleAfter", r."fenBefore", r."fenAfter", r.movement, r.facts, r."digestBefore", r."digestAfter"
  from jsonb_to_recordset($2::jsonb) r (id uuid, "householdId" uuid, "townshipId" integer, "householdType" text,
    "classBefore" integer, "classAfter" integer, "circleBefore" text, "circleAfter" text, "fenBefore" bigint,
    "fenAfter" bigint, movement text, facts text, "digestBefore" text, "digestAfter" text)`;
const GROUPS = `select movement, township_id as "townshipId", household_type as "householdType", circle_before as "circleBefore",
    circle_after as "circleAfter", count(*)::integer as families, sum(fen_before)::text as "fenBefore",
    sum(fen_after)::text as "fenAfter"
  from simulation_households where simulation_id = $1 group by 1, 2, 3, 4, 5`;

/** What simulations came to, family by family; of families that the reader may see. */
@Injectable()
export class SimulationFamiliesStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(simulationId: string, rows: ReadonlyArray<Omit<SimulationHousehold, 'simulationId'>>): Promise<void> {
    await this.transactions.manager.query(INSERT, [simulationId, JSON.stringify(rows)]);
  }

  async groups(simulationId: string): Promise<FamilyGroup[]> {
    const rows = await this.transactions.manager.query<
      Array<Omit<FamilyGroup, 'fenBefore' | 'fenAfter'> & { fenBefore: string; fenAfter: string }>
    >(GROUPS, [simulationId]);
    return rows.map((row) => ({ ...row, fenBefore: Number(row.fenBefore), fenAfter: Number(row.fenAfter) }));
  }

  /** In the order in which they were looked at. */
  async list(simulationId: string, query: FamilyQuery): Promise<Page<SimulationHousehold>> {
    const { limit, after, movement, township, type, before, now } = query;
    const rows = this.transactions.manager
      .createQueryBuilder(SimulationHousehold, 'f')
      .where('f.simulation_id = :simulationId', { simulationId });
    if (movement) rows.andWhere('f.movement = :movement', { movement });
    if (township) rows.andWhere('f.township_id = :township', { township });
    if (type) rows.andWhere('f.household_type = :type', { type });
    if (before) rows.andWhere('f.circle_before = :before', { before });
    if (now) rows.andWhere('f.circle_after = :now', { now });
    if (after) rows.andWhere('f.household_id > :after::uuid', { after: decodeCursor(after)[0] });
    const found = await rows
      .orderBy('f.household_id', 'ASC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.householdId]);
  }

  /** By household. */
  async digestsAfter(simulationId: string, householdIds: readonly string[]): Promise<Map<string, string>> {
    const where = { simulationId, householdId: In([...householdIds]) };
    const rows = await this.transactions.manager.findBy(SimulationHousehold, where);
    return new Map(rows.map(({ householdId, digestAfter }) => [householdId, digestAfter]));
  }

  /** With its facts. @throws AppError 404 `simulation-family-not-found` */
  async get(simulationId: string, householdId: string): Promise<SimulationHousehold> {
    const row = await this.transactions.manager
      .createQueryBuilder(SimulationHousehold, 'f')
      .addSelect('f.facts')
      .where('f.simulation_id = :simulationId and f.household_id = :householdId', { simulationId, householdId })
      .getOne();
    if (!row) throw notFound('simulation-family-not-found');
    return row;
  }
}
