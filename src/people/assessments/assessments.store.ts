import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { Assessment } from './assessment.entity';

const FAILED_ACTS = `select distinct on (member_id) member_id as member, (result #>> '{sixActs,failed}')::integer as failed
  from assessments where household_id = any ($1::uuid[]) and state = 'completed' and counts and member_id is not null
    and (result #>> '{sixActs,answered}')::integer = 6
  order by member_id, started_at desc, id desc`;

const COPIED = `household_id = $1 and member_id = any ($2::uuid[]) and state = 'completed' and counts and restricted is not true`;
const COPY_RESULTS = `insert into assessments (id, household_id, member_id, instrument, instrument_version, mode, assessor_id, state,
    answers_ciphertext, result, score, maximum, severity, triage, flags, started_at, completed_at, retest_from, retest_until, version)
  select uuidv7(), $2, p.after, l.instrument, l.instrument_version, l.mode, l.assessor_id, l.state,
    null, l.result, l.score, l.maximum, l.severity, l.triage, l.flags, l.started_at, l.completed_at,
    l.retest_from, l.retest_until, 1
  from unnest($3::uuid[], $4::uuid[]) p (before, after)
  join (select distinct on (member_id, instrument) * from assessments
    where household_id = $1 and state = 'completed' and counts and restricted is not true
    order by member_id, instrument, started_at desc, id desc) l on l.member_id = p.before
  returning id`;

// Both ways: the first assessor's draft beside a second result that is there already.
const BLIND = `select second_of as id from assessments
    where assessor_id = $1 and state = 'draft' and second_of = any ($2::uuid[])
  union select s.id from assessments s join assessments f on f.id = s.second_of
    where f.assessor_id = $1 and f.state = 'draft' and s.id = any ($2::uuid[])`;

/** Rows of filled-in scales; opened through their household. */
@Injectable()
export class AssessmentsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(assessment: Assessment): Promise<void> {
    await this.transactions.manager.insert(Assessment, assessment as never);
  }

  /** @throws AppError 404 `assessment-not-found` */
  async get(id: string): Promise<Assessment> {
    const assessment = await this.transactions.manager.findOneBy(Assessment, { id });
    if (!assessment) throw notFound('assessment-not-found');
    return assessment;
  }

  /** Whoever acts in an emergency that is restricted belongs to its team from then on (R46); nothing where it is not. */
  async joinTeamOf(id: string): Promise<void> {
    await this.transactions.manager.query('select app.join_in_emergency($1)', [id]);
  }

  /**
   * The latest result of each scale of people who went to another file, without raw answers and without what is restricted.
   * @param people members before → after @returns ids of the copies
   */
  async copyResults(fromId: string, toId: string, people: ReadonlyMap<string, string>): Promise<string[]> {
    const rows = await this.transactions.manager.query<Array<{ id: string }>>(COPY_RESULTS, [
      ...[fromId, toId, [...people.keys()], [...people.values()]],
    ]);
    return rows.map(({ id }) => id);
  }

  /** How many results those are. */
  async countResults(fromId: string, members: readonly string[]): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ count: string }>>(
      `select count(distinct (member_id, instrument)) as count from assessments where ${COPIED}`,
      [fromId, [...members]],
    );
    return Number(row?.count);
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<Assessment[]> {
    return this.transactions.manager.find(Assessment, {
      where: { householdId },
      order: { startedAt: 'DESC', id: 'DESC' },
    });
  }

  /** By member: acts of six that somebody cannot do, by the latest completed scale that asked for all. */
  async failedActsOfAll(householdIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.transactions.manager.query<Array<{ member: string; failed: number }>>(FAILED_ACTS, [
      householdIds,
    ]);
    return new Map(rows.map(({ member, failed }) => [member, failed]));
  }

  /** The newest completed one of an instrument, for re-assessment and triage. */
  latest(householdId: string, instrument: string): Promise<Assessment | null> {
    return this.transactions.manager.findOne(Assessment, {
      where: { householdId, instrument, state: 'completed', counts: true },
      order: { completedAt: 'DESC', id: 'DESC' },
    });
  }

  /** The second assessor's beside this one; null while there is none, or out of reach. */
  secondOf(id: string): Promise<Assessment | null> {
    return this.transactions.manager.findOneBy(Assessment, { secondOf: id });
  }

  /** Drafts of this person beside results of others: they are blind to those until they have handed in. */
  async blindTo(assessorId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.transactions.manager.query<Array<{ id: string }>>(BLIND, [assessorId, [...ids]]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Of these the ones that another assessor's result was chosen over. */
  async setAside(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.transactions.manager.find(Assessment, {
      select: { id: true },
      where: { id: In([...ids]), counts: false },
    });
    return new Set(rows.map(({ id }) => id));
  }

  /** @throws AppError 412 when `version` is not the newest */
  async update(id: string, version: number, changes: Partial<Assessment>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Assessment, { id, version }, change as never);
    if (result.affected !== 1) throw stale();
  }
}
