import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { IntegrityTally } from './dto/integrity.view';
import type { IntegrityQuery } from './dto/integrity.dto';
import type { ExpectedSteps } from './expected-steps';
import { type HoleKind, IntegrityAnswer } from './integrity-answer.entity';

/** A status with what our records lack of its way, and the answer that stands for it. */
export interface StatusRow {
  id: string;
  householdId: string;
  memberId: string | null;
  regionPath: string;
  line: string;
  grantedFrom: string | null;
  documentNumber: string | null;
  source: string | null;
  holes: HoleKind[];
  answerId: string | null;
}

/** Where is looked, and what the acts of the district ask for. */
export interface IntegrityScope {
  districtCode: string;
  steps: readonly ExpectedSteps[];
  regionPath?: string | undefined;
  /** Statuses that began from here on, and before there. */
  from?: Date | undefined;
  until?: Date | undefined;
}

/**
 * Statuses in force with their holes (R86). Of the applications of the household for the act counts what any of them has
 * come to: a status was often asked for more than once. The number of a decision stands for the decision (R3).
 */
const STATUSES = `
  select s.*, i.id as answer_id from (
    select e.id, e.household_id, e.member_id, h.region_path, e.line, e.granted_from, e.document_number, e.reason as source,
      array_remove(array[case when not w.applied then 'application' end, case when not w.visited then 'investigation' end,
        case when c.publicity and not w.published then 'publicity' end,
        case when not w.granted and coalesce(e.document_number, '') = '' then 'decision' end], null) as holes
    from entitlements e
    join households h on h.id = e.household_id
    join jsonb_to_recordset($1::jsonb) as c(line text, publicity boolean) on c.line = e.line
    cross join lateral (select
      coalesce(bool_or(a.state <> 'withdrawn'), false) as applied, coalesce(bool_or(a.checked_at is not null), false) as visited,
      coalesce(bool_or(a.published_on is not null), false) as published, coalesce(bool_or(a.outcome = 'granted'), false) as granted
      from applications a where a.household_id = e.household_id and a.act = e.line
        and (e.member_id is null or a.applicant_id = e.member_id)) w
    where e.state = 'granted' and h.state = 'active' and h.district_code = $2 and h.region_path >= $3 and h.region_path < $4
  ) s left join integrity_answers i on i.entitlement_id = s.id and i.state = 'standing' and i.granted_from = s.granted_from
    and s.holes <@ i.holes`;

const COLUMNS = `t.id, t.household_id as "householdId", t.member_id as "memberId", t.region_path as "regionPath", t.line,
  t.granted_from::text as "grantedFrom", t.document_number as "documentNumber", t.source,
  t.holes, t.answer_id as "answerId"`;

/** Reads over the statuses of many households, and the answers, within the actor's reach. */
@Injectable()
export class IntegrityStore {
  constructor(private readonly transactions: Transactions) {}

  /** Those with a hole, by place, then household. */
  async page(scope: IntegrityScope, query: IntegrityQuery): Promise<Page<StatusRow>> {
    const { kind, answer, act, limit, after } = query;
    const [path, household, id] = after ? decodeCursor(after) : [null, null, null];
    const rows = await this.transactions.manager.query<StatusRow[]>(
      `select ${COLUMNS} from (${STATUSES}) t left join integrity_answers r on r.id = t.answer_id
        where cardinality(t.holes) > 0 and ($5::text is null or $5 = any (t.holes)) and ($6::text is null or t.line = $6)
          and ($7::text is null or coalesce(r.kind, 'none') = $7)
          and ($8::text is null or (t.region_path, t.household_id, t.id) > ($8 collate "C", $9::uuid, $10::uuid))
          and ($12::timestamptz is null or t.granted_from >= ($12::timestamptz at time zone 'Asia/Shanghai')::date)
          and ($13::timestamptz is null or t.granted_from < ($13::timestamptz at time zone 'Asia/Shanghai')::date)
        order by t.region_path, t.household_id, t.id limit $11`,
      [
        ...[...parameters(scope), kind ?? null, act ?? null, answer ?? null, path, household, id, limit + 1],
        ...[scope.from ?? null, scope.until ?? null],
      ],
    );
    return pageOf(rows, limit, (row) => [row.regionPath, row.householdId, row.id]);
  }

  /** Until the transaction ends nobody else answers this status: what is read after it counts. */
  async lock(id: string): Promise<void> {
    await this.transactions.inTurn(`integrity/${id}`);
  }

  /** One status, whether or not it is in force or has holes. @throws AppError 404 `entitlement-not-found` */
  async one(scope: IntegrityScope, id: string): Promise<StatusRow> {
    const [found] = await this.transactions.manager.query<StatusRow[]>(
      `select ${COLUMNS} from (${STATUSES}) t where t.id = $5`,
      [...parameters(scope), id],
    );
    if (found) return found;
    const [idle] = await this.transactions.manager.query<StatusRow[]>(
      `select e.id, e.household_id as "householdId", e.member_id as "memberId", h.region_path as "regionPath", e.line,
          e.granted_from::text as "grantedFrom", e.document_number as "documentNumber", e.reason as source,
          '{}'::text[] as holes, null as "answerId"
         from entitlements e join households h on h.id = e.household_id where e.id = $1`,
      [id],
    );
    if (!idle) throw notFound('entitlement-not-found');
    return idle;
  }

  /** By the place of the household; places without a status are left out. */
  tallies(scope: IntegrityScope): Promise<Array<IntegrityTally & { regionPath: string }>> {
    return this.transactions.manager.query(
      `select region_path as "regionPath", count(*)::int as statuses, count(*) filter (where cardinality(holes) > 0)::int as lacking,
          count(*) filter (where cardinality(holes) > 0 and answer_id is null)::int as open,
          count(*) filter (where 'application' = any (holes))::int as application,
          count(*) filter (where 'investigation' = any (holes))::int as investigation,
          count(*) filter (where 'publicity' = any (holes))::int as publicity,
          count(*) filter (where 'decision' = any (holes))::int as decision
         from (${STATUSES}) t group by region_path order by region_path`,
      parameters(scope),
    );
  }

  async answers(ids: readonly string[]): Promise<IntegrityAnswer[]> {
    return ids.length === 0
      ? []
      : this.transactions.manager
          .createQueryBuilder(IntegrityAnswer, 'i')
          .where('i.id = any (:ids)', { ids: [...ids] })
          .getMany();
  }

  /** The answer that stands, for whatever it was given. */
  standing(entitlementId: string): Promise<IntegrityAnswer | null> {
    return this.transactions.manager.findOneBy(IntegrityAnswer, { entitlementId, state: 'standing' });
  }

  /** @throws AppError 412 when somebody else has answered at the same moment */
  async insert(row: IntegrityAnswer): Promise<void> {
    await this.transactions.manager.insert(IntegrityAnswer, row).catch((error: unknown) => {
      const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
      throw constraint === 'integrity_answers_standing_key' ? stale() : error;
    });
  }

  /** @throws AppError 412 when somebody else was first */
  async update({ id, state, version }: IntegrityAnswer, changes: Partial<IntegrityAnswer>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(IntegrityAnswer, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }
}

/** $1 to $4 of the statement above. Paths are compared byte by byte: `0` is the sign after the slash. */
function parameters({ districtCode, steps, regionPath }: IntegrityScope): unknown[] {
  const ceiling = regionPath === undefined ? '~' : `${regionPath.slice(0, -1)}0`;
  return [JSON.stringify(steps), districtCode, regionPath ?? '', ceiling];
}
