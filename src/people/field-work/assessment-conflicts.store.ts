import { Injectable } from '@nestjs/common';
import { decodeCursor, newId, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { AssessmentConflict } from './assessment-conflict.entity';
import type { AssessmentConflictState } from './assessment-conflict.lifecycle';

interface Found {
  assessmentId: string;
  householdId: string;
  districtCode: string;
  /** YYYY-MM-DD by the server's clock; that of a device decides nothing. */
  day: string;
  at: Date;
}

// Another result of the same scale for the same person that day, by somebody else or from a device too: who asks twice at
// the desk means to.
const RIVALS = `select o.id from assessments a join assessments o
    on o.household_id = a.household_id and o.member_id is not distinct from a.member_id and o.instrument = a.instrument
      and o.id <> a.id and o.state = 'completed' and o.counts and (o.completed_at at time zone 'Asia/Shanghai')::date = $2::date
    where a.id = $1 and (o.assessor_id <> a.assessor_id
      or exists (select 1 from field_sheets s where s.assessment_id = o.id and s.state = 'taken-over'))`;

const BOTH_COUNT = '(select count(*) from assessments a where a.id in (c.first_id, c.second_id) and a.counts) = 2';

/** Pairs of results of one day; there for who may see both. */
@Injectable()
export class AssessmentConflictsStore {
  constructor(private readonly transactions: Transactions) {}

  /** Notes whatever stands against a result that has just come. @returns ids of the new pairs */
  async note({ assessmentId, householdId, districtCode, day, at }: Found): Promise<string[]> {
    const { manager } = this.transactions;
    const rivals = await manager.query<Array<{ id: string }>>(RIVALS, [assessmentId, day]);
    const made: string[] = [];
    for (const rival of rivals) {
      const [firstId, secondId] = [assessmentId, rival.id].sort();
      const rows = await manager.query<Array<{ id: string }>>(
        `insert into assessment_conflicts (id, household_id, district_code, first_id, second_id, state, found_at, version)
          values ($1, $2, $3, $4, $5, 'open', $6, 1) on conflict (first_id, second_id) do nothing returning id`,
        [newId(), householdId, districtCode, firstId, secondId, at],
      );
      made.push(...rows.map(({ id }) => id));
    }
    return made;
  }

  /** @throws AppError 404 `assessment-conflict-not-found` */
  async get(id: string): Promise<AssessmentConflict> {
    const row = await this.transactions.manager.findOneBy(AssessmentConflict, { id });
    if (!row) throw notFound('assessment-conflict-not-found');
    return row;
  }

  /** Newest first; an open one only while both of its results count: of three, one choice may answer two. */
  async page(query: {
    state?: AssessmentConflictState;
    limit: number;
    after?: string;
  }): Promise<Page<AssessmentConflict>> {
    const rows = this.transactions.manager.createQueryBuilder(AssessmentConflict, 'c');
    rows.where(`(c.state <> 'open' or ${BOTH_COUNT})`);
    if (query.state) rows.andWhere('c.state = :state', { state: query.state });
    if (query.after) {
      const [foundAt, id] = decodeCursor(query.after);
      rows.andWhere('(c.found_at, c.id) < (:foundAt::timestamptz, :id::uuid)', { foundAt, id });
    }
    const found = await rows
      .orderBy('c.found_at', 'DESC')
      .addOrderBy('c.id', 'DESC')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, (row) => [row.foundAt.toISOString(), row.id]);
  }

  /** Open ones by the assessment that they are about. */
  async openOf(assessmentIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.transactions.manager.query<Array<{ assessment: string; id: string }>>(
      `select a as assessment, c.id from unnest($1::uuid[]) a
        join assessment_conflicts c on c.state = 'open' and a in (c.first_id, c.second_id) and ${BOTH_COUNT} order by c.found_at, c.id`,
      [assessmentIds],
    );
    return new Map(rows.map(({ assessment, id }) => [assessment, id]));
  }

  /** @throws AppError 412 when somebody else was first */
  async settle({ id, state, version }: AssessmentConflict, changes: Partial<AssessmentConflict>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(AssessmentConflict, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }
}
