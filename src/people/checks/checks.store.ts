import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { CheckAnswer } from './check-answer.entity';
import { CheckCall } from './check-call.entity';
import { CheckRequest } from './check-request.entity';

/** A request with all that was asked and answered. */
export interface CheckSheet {
  request: CheckRequest;
  calls: CheckCall[];
  answers: CheckAnswer[];
}

/** A request in numbers of departments: those with a line, and those that are asked by file. */
export interface CheckProgress {
  finishedAt: Date | null;
  departments: number;
  byFile: number;
  answered: number;
  silent: number;
}

/** Rows of checks; who cannot reach the household cannot reach them. */
@Injectable()
export class ChecksStore {
  constructor(private readonly transactions: Transactions) {}

  async insert({ request, calls, answers }: CheckSheet): Promise<void> {
    const { manager } = this.transactions;
    await manager.insert(CheckRequest, request);
    const place = [request.id, request.householdId, request.districtCode];
    // One parameter each instead of sixteen a row: this is most of what an order costs.
    await manager.query(
      `insert into check_calls (id, request_id, household_id, district_code, department, way, answer_seconds, state, attempts)
       select id, $2, $3, $4, department, way, answer_seconds, 'waiting', 0
         from jsonb_to_recordset($1::jsonb) n (id uuid, department text, way text, answer_seconds integer)`,
      [JSON.stringify(calls.map(called)), ...place],
    );
    await manager.query(
      `insert into check_answers (id, call_id, request_id, household_id, district_code, member_id, item, state, repeats)
       select id, call_id, $2, $3, $4, member_id, item, 'waiting', 0
         from jsonb_to_recordset($1::jsonb) n (id uuid, call_id uuid, member_id uuid, item text)`,
      [JSON.stringify(answers.map(asked)), ...place],
    );
  }

  /** @throws AppError 404 `check-request-not-found` */
  async request(id: string): Promise<CheckRequest> {
    const request = await this.transactions.manager.findOneBy(CheckRequest, { id });
    if (!request) throw notFound('check-request-not-found');
    return request;
  }

  /** @throws AppError 404 `check-request-not-found` */
  async sheet(id: string): Promise<CheckSheet> {
    const request = await this.request(id);
    const { manager } = this.transactions;
    const calls = await manager.find(CheckCall, { where: { requestId: id }, order: { id: 'ASC' } });
    const answers = await manager.find(CheckAnswer, { where: { requestId: id }, order: { id: 'ASC' } });
    return { request, calls, answers };
  }

  /**
   * How far a request is, counted where the rows are: asked once a second by everybody who waits, and nothing else is read.
   * @throws AppError 404 `check-request-not-found`
   */
  async progress(id: string): Promise<CheckProgress> {
    const [row] = await this.transactions.manager.query<CheckProgress[]>(
      `select r.finished_at as "finishedAt", count(*) filter (where c.way = 'service')::int as departments,
         count(*) filter (where c.way = 'file')::int as "byFile",
         count(*) filter (where c.way = 'service' and c.state in ('answered', 'late'))::int as answered,
         count(*) filter (where c.way = 'service' and c.state in ('failed', 'timed-out'))::int as silent
       from check_requests r left join check_calls c on c.request_id = r.id where r.id = $1 group by r.id`,
      [id],
    );
    if (!row) throw notFound('check-request-not-found');
    return row;
  }

  /** Newest first. */
  async ofHousehold(
    householdId: string,
    { limit, after }: { limit: number; after?: string },
  ): Promise<Page<CheckRequest>> {
    const query = this.transactions.manager
      .createQueryBuilder(CheckRequest, 'r')
      .where('r.householdId = :householdId', { householdId })
      .orderBy('r.requestedAt', 'DESC')
      .addOrderBy('r.id', 'DESC')
      .limit(limit + 1);
    if (after !== undefined) {
      const [at, id] = decodeCursor(after);
      query.andWhere('(r.requestedAt, r.id) < (:at::timestamptz, :id::uuid)', { at, id });
    }
    return pageOf(await query.getMany(), limit, (row) => [row.requestedAt.toISOString(), row.id]);
  }

  calls(requestIds: readonly string[]): Promise<CheckCall[]> {
    return this.transactions.manager
      .createQueryBuilder(CheckCall, 'c')
      .where('c.requestId = any(:requestIds)', { requestIds })
      .orderBy('c.id')
      .getMany();
  }

  callsOf(ids: readonly string[]): Promise<CheckCall[]> {
    return this.transactions.manager
      .createQueryBuilder(CheckCall, 'c')
      .where('c.id = any(:ids)', { ids })
      .orderBy('c.id')
      .getMany();
  }

  /** Answers of these calls. */
  answers(callIds: readonly string[]): Promise<CheckAnswer[]> {
    return this.transactions.manager
      .createQueryBuilder(CheckAnswer, 'a')
      .where('a.callId = any(:callIds)', { callIds })
      .orderBy('a.id')
      .getMany();
  }

  /** Requests by their ids. */
  requestsOf(ids: readonly string[]): Promise<CheckRequest[]> {
    return this.transactions.manager
      .createQueryBuilder(CheckRequest, 'r')
      .where('r.id = any(:ids)', { ids })
      .orderBy('r.id')
      .getMany();
  }

  /** The requests, held until the end of the transaction, so that their calls are written down one after another. */
  async lock(ids: readonly string[]): Promise<void> {
    const sql = 'select 1 from check_requests where id = any($1::uuid[]) order by id for no key update';
    await this.transactions.manager.query(sql, [ids]);
  }

  /** Writes how many calls go, in one statement. */
  async changeCalls(rows: readonly CheckCall[]): Promise<void> {
    if (rows.length === 0) return;
    await this.transactions.manager.query(
      `update check_calls c set state = n.state, reason = n.reason, simulated = n.simulated, lease_until = n.lease_until,
         sent_at = n.sent_at, deadline_at = n.deadline_at, answered_at = n.answered_at
       from jsonb_to_recordset($1::jsonb) n (id uuid, state text, reason text, simulated boolean, lease_until timestamptz,
         sent_at timestamptz, deadline_at timestamptz, answered_at timestamptz) where c.id = n.id`,
      [JSON.stringify(rows.map(plainCall))],
    );
  }

  /** Writes states, reasons and contents of many answers in one statement. */
  async changeAnswers(rows: readonly CheckAnswer[]): Promise<void> {
    if (rows.length === 0) return;
    await this.transactions.manager.query(
      `update check_answers a set state = n.state, reason = n.reason, held = n.held, things = n.things,
         amount_fen = n.amount_fen, period = n.period, as_of = n.as_of, answered_at = n.answered_at, repeats = n.repeats
       from jsonb_to_recordset($1::jsonb) n (id uuid, state text, reason text, held boolean, things integer,
         amount_fen bigint, period text, as_of date, answered_at timestamptz, repeats integer) where a.id = n.id`,
      [JSON.stringify(rows.map(plain))],
    );
  }

  /** Ends those requests of which no line is waited for: a file may come in weeks. */
  async finish(ids: readonly string[], now: Date): Promise<void> {
    await this.transactions.manager.query(
      `update check_requests r set finished_at = $2 where id = any($1::uuid[]) and finished_at is null
         and not exists (select 1 from check_calls c where c.request_id = r.id and c.way = 'service' and c.state in ('waiting', 'sent'))`,
      [ids, now],
    );
  }

  /** Calls that nobody is at, for one worker, oldest first; their ids and places only. */
  claim(most: number, leaseSeconds: number): Promise<Array<{ id: string; requestId: string; districtCode: string }>> {
    return this.transactions.manager.query(
      `select id, request_id as "requestId", district_code as "districtCode" from app.claim_check_calls($1, $2)`,
      [most, leaseSeconds],
    );
  }
}

const called = ({ id, department, way, answerSeconds }: CheckCall) => ({
  ...{ id, department, way, answer_seconds: answerSeconds },
});
const asked = ({ id, callId, memberId, item }: CheckAnswer) => ({ id, call_id: callId, member_id: memberId, item });

const plainCall = (call: CheckCall) => ({
  ...{ id: call.id, state: call.state, reason: call.reason, simulated: call.simulated },
  ...{ lease_until: call.leaseUntil, sent_at: call.sentAt, deadline_at: call.deadlineAt, answered_at: call.answeredAt },
});

const plain = ({ id, state, reason, held, things, amountFen, period, asOf, answeredAt, repeats }: CheckAnswer) => ({
  ...{ id, state, reason, held, things, amount_fen: amountFen, period, as_of: asOf },
  ...{ answered_at: answeredAt?.toISOString() ?? null, repeats },
});
