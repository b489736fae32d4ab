import { Injectable } from '@nestjs/common';
import { Transactions } from '../database';
import type { EventData } from './event';

export interface JobRun {
  id: string;
  name: string;
  districtCode: string;
  data: EventData;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  doneCount: number;
  totalCount: number | null;
  result: Record<string, unknown> | null;
  attempts: number;
  cancelRequested: boolean;
  lastError: string | null;
  requestedBy: string | null;
  requestId: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}
type NewRun = Pick<JobRun, 'id' | 'name' | 'districtCode' | 'data' | 'requestedBy' | 'requestId' | 'createdAt'>;

const COLUMNS = `id, name, district_code as "districtCode", data, state, done_count as "doneCount",
  total_count as "totalCount", result, attempts, cancel_requested as "cancelRequested", last_error as "lastError",
  requested_by as "requestedBy", request_id as "requestId", created_at as "createdAt", finished_at as "finishedAt"`;
const AFTER = (parameter: string) => `clock_timestamp() + ${parameter} * interval '1 ms'`;

/** Runs of long jobs. `next_at` is the lease of the queue or of the worker that holds the run. */
@Injectable()
export class JobRunsStore {
  constructor(private readonly transactions: Transactions) {}

  async add(run: NewRun): Promise<void> {
    await this.query(
      `insert into job_runs (id, name, district_code, data, state, requested_by, request_id, created_at)
         values ($1, $2, $3, $4, 'queued', $5, $6, $7)`,
      [run.id, run.name, run.districtCode, JSON.stringify(run.data), run.requestedBy, run.requestId, run.createdAt],
    );
  }

  async find(id: string): Promise<JobRun | null> {
    return (await this.query<JobRun[]>(`select ${COLUMNS} from job_runs where id = $1`, [id]))[0] ?? null;
  }

  /** Runs that wait, and runs whose worker no longer renews its lease. */
  async lease(limit: number, lease: number): Promise<string[]> {
    const rows = await this.changed<{ id: string }>(
      `update job_runs set state = 'queued', enqueued_at = clock_timestamp(), next_at = ${AFTER('$2')}
        where id in (select id from job_runs where finished_at is null and next_at <= clock_timestamp()
                      order by next_at limit $1 for update skip locked) returning id`,
      [limit, lease],
    );
    return rows.map(({ id }) => id);
  }

  async enqueued(after: string, limit: number): Promise<string[]> {
    const sql = `select id from job_runs where state = 'queued' and enqueued_at is not null and id > $1
      order by id limit $2`;
    return (await this.query<Array<{ id: string }>>(sql, [after, limit])).map(({ id }) => id);
  }

  /** Runs that wait and are not with the queue, due or not. */
  async countWaiting(): Promise<number> {
    const sql = `select count(*)::int as count from job_runs where state = 'queued' and enqueued_at is null`;
    return (await this.query<Array<{ count: number }>>(sql, []))[0]?.count ?? 0;
  }

  async current(limit: number): Promise<string[]> {
    const sql = `select id from job_runs where state = 'queued'
      and (next_at <= clock_timestamp() or enqueued_at is not null) order by id limit $1`;
    return (await this.query<Array<{ id: string }>>(sql, [limit])).map(({ id }) => id);
  }

  /** Makes this worker the holder; null when the run is held by another or has ended. */
  async take(id: string, lease: number): Promise<JobRun | null> {
    const rows = await this.changed<JobRun>(
      `update job_runs set state = 'running', attempts = attempts + 1, enqueued_at = null, next_at = ${AFTER('$2')}
        where id = $1 and state = 'queued' returning ${COLUMNS}`,
      [id, lease],
    );
    return rows[0] ?? null;
  }

  /** Renews the lease, if the run is still in this attempt's hands. @returns null when it is not */
  async renew(run: JobRun, lease: number): Promise<{ cancelRequested: boolean } | null> {
    const rows = await this.changed<{ cancelRequested: boolean }>(
      `update job_runs set next_at = ${AFTER('$3')} where id = $1 and state = 'running' and attempts = $2
         returning cancel_requested as "cancelRequested"`,
      [run.id, run.attempts, lease],
    );
    return rows[0] ?? null;
  }

  async progress(run: JobRun, done: number, total: number | null): Promise<void> {
    await this.query(
      `update job_runs set done_count = $3, total_count = coalesce($4, total_count)
        where id = $1 and state = 'running' and attempts = $2`,
      [run.id, run.attempts, done, total],
    );
  }

  /** Ends the run, if it is still in this attempt's hands: one whose lease ran out belongs to the next attempt. */
  async end(run: JobRun, state: 'done' | 'failed' | 'cancelled', now: Date, kept: Partial<JobRun>): Promise<void> {
    await this.query(
      `update job_runs set state = $3, finished_at = $4, result = $5, last_error = $6
        where id = $1 and attempts = $2 and state = 'running'`,
      [run.id, run.attempts, state, now, kept.result ? JSON.stringify(kept.result) : null, kept.lastError ?? null],
    );
  }

  async retry(run: JobRun, error: string, wait: number): Promise<void> {
    await this.query(
      `update job_runs set state = 'queued', enqueued_at = null, last_error = $3, next_at = ${AFTER('$4')}
        where id = $1 and attempts = $2 and state = 'running'`,
      [run.id, run.attempts, error, wait],
    );
  }

  async requestCancel(id: string): Promise<void> {
    await this.query(`update job_runs set cancel_requested = true where id = $1 and finished_at is null`, [id]);
  }

  private query<T>(sql: string, parameters: unknown[]): Promise<T> {
    return this.transactions.manager.query<T>(sql, parameters);
  }

  private async changed<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    return (await this.query<[T[], number]>(sql, parameters))[0];
  }
}
