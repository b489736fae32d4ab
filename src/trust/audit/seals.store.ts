import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { type Seal, type SealedRow, sealedRows } from './seal';

const COLUMNS = 'number, epoch, from_xid, to_xid, row_count, leaves, root, previous_hash, hash';
type StoredSeal = Seal & { sealed_at: Date };
const ZONE = 'Asia/Shanghai';

/** Number, hash and time of a seal, which stand for all of the record before it. */
export interface Head {
  number: string;
  hash: string;
  at: Date;
}
// Everything but the transaction number, in a form that does not depend on session settings, hashed where it lies.
// `json_` writes what `jsonb_build_array(…)::text` wrote in the first release, in half the time.
const DIGEST = `sha256(convert_to(json_build_array(id, extract(epoch from at)::text, epoch, actor_kind, actor_id, organisation_id, household_actor_id, purpose,
  request_id, action, subject_type, subject_id, household_id, district_code, region_path, fields, encode(digest, 'hex'))::text, 'UTF8'))`;

/** Rows of the record in sealing order, and the seals over them. */
@Injectable()
export class SealsStore {
  constructor(private readonly transactions: Transactions) {}

  /** One sealer at a time, over all processes. @returns false when another is at work */
  async lock(): Promise<boolean> {
    const [row] = await this.query<{ locked: boolean }>('select pg_try_advisory_xact_lock(7294111) as locked', []);
    return row?.locked ?? false;
  }

  /** Drops the notes of which transactions were recorded (`app.demand_record`), once they have ended. */
  async forgetEnded(): Promise<void> {
    await this.query('select app.forget_ended_transactions()', []);
  }

  /** Transactions below it have ended, so no row can appear there any more. */
  async horizon(): Promise<string> {
    const [row] = await this.query<{ xmin: string }>('select pg_snapshot_xmin(pg_current_snapshot()) as xmin', []);
    return row!.xmin;
  }

  async epoch(): Promise<number> {
    const [row] = await this.query<{ epoch: number }>('select app.audit_epoch() as epoch', []);
    return row!.epoch;
  }

  async lastSeal(): Promise<StoredSeal | undefined> {
    const [seal] = await this.query<StoredSeal>(
      `select ${COLUMNS}, sealed_at from audit_seals order by number desc limit 1`,
      [],
    );
    return seal;
  }

  /** Where a batch of about `size` rows from `from` ends, at most `to`; a transaction is never torn apart. */
  async batchEnd(epoch: number, from: string, to: string, size: number): Promise<string> {
    const [row] = await this.query<{ xid: string }>(
      `select case when xid = $2::xid8 then (xid::text::numeric + 1)::text else xid::text end as xid from audit_events
       where epoch = $1 and xid >= $2::xid8 and xid < $3::xid8 order by audit_events.epoch, audit_events.xid offset $4 limit 1`,
      [epoch, from, to, size],
    );
    return row?.xid ?? to;
  }

  /** In (xid, id) order. Ids and digests come in one piece a transaction: parsing them singly took most of the time. */
  async rows(epoch: number, from: string, to: string): Promise<SealedRow[]> {
    const packed = await this.query<{ xid: string; rows: Buffer }>(
      `select xid::text as xid, string_agg(uuid_send(id) || ${DIGEST}, '' order by id) as rows from audit_events
       where epoch = $1 and xid >= $2::xid8 and xid < $3::xid8 group by audit_events.xid order by audit_events.xid`,
      [epoch, from, to],
    );
    return packed.flatMap(({ xid, rows }) => sealedRows(xid, rows));
  }

  async addSeal(seal: Seal): Promise<void> {
    await this.query(`insert into audit_seals (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
      seal.number,
      seal.epoch,
      seal.from_xid,
      seal.to_xid,
      seal.row_count,
      seal.leaves,
      seal.root,
      seal.previous_hash,
      seal.hash,
    ]);
  }

  /** The seals behind `number`, until together they hold about `rows` rows; at least one, at most a thousand. */
  sealsAfter(number: string, rows: number): Promise<Seal[]> {
    return this.query<Seal>(
      `select ${COLUMNS} from audit_seals where number > $1 and number <= (
         select max(number) from (
           select number, sum(row_count) over (order by number) - row_count as before from (
             select number, row_count from audit_seals where number > $1 order by number limit 1000) as next) as counted
         where before < $2)
       order by number`,
      [number, rows],
    );
  }

  async seal(number: string): Promise<StoredSeal | undefined> {
    const [seal] = await this.query<StoredSeal>(`select ${COLUMNS}, sealed_at from audit_seals where number = $1`, [
      number,
    ]);
    return seal;
  }

  /** The last head of each day on which something was sealed, newest day first, before the day `before`. */
  headsOfDays(limit: number, before?: string): Promise<Array<Head & { day: string }>> {
    return this.query(
      `select to_char(day, 'YYYY-MM-DD') as day, last.number::text, encode(last.hash, 'hex') as hash, last.sealed_at as at
       from generate_series(
           coalesce($1::date - 1, (select (max(sealed_at) at time zone '${ZONE}')::date from audit_seals))::timestamp,
           (select (min(sealed_at) at time zone '${ZONE}')::date from audit_seals)::timestamp, interval '-1 day') as day
       cross join lateral (
         select number, hash, sealed_at from audit_seals
         where sealed_at >= day at time zone '${ZONE}' and sealed_at < (day + interval '1 day') at time zone '${ZONE}'
         order by sealed_at desc, number desc limit 1) as last
       order by day desc limit $2`,
      [before ?? null, limit],
    );
  }

  /** Hashes of those seals that are there, by number. */
  async hashes(numbers: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.query<{ number: string; hash: string }>(
      `select number::text, encode(hash, 'hex') as hash from audit_seals where number = any($1::bigint[])`,
      [[...new Set(numbers)]],
    );
    return new Map(rows.map(({ number, hash }) => [number, hash]));
  }

  /** The seal behind which about the newest `rows` rows are. */
  async startOfNewest(rows: number): Promise<string> {
    const [row] = await this.query<{ number: string }>(
      `select coalesce(max(number) filter (where newer >= $1), 0)::text as number from (
         select number, sum(row_count) over (order by number desc) - row_count as newer from (
           select number, row_count from audit_seals order by number desc limit 100000) as newest) as counted`,
      [rows],
    );
    return row!.number;
  }

  /**
   * A row that no seal will ever cover: of an epoch that never was, or of a transaction that has not been yet. Only the
   * owner of the database can have put it there.
   */
  async stray(): Promise<string | undefined> {
    const [row] = await this.query<{ id: string }>(
      `select id from audit_events where epoch < 1 or epoch > app.audit_epoch()
       union all select id from audit_events
         where epoch = app.audit_epoch() and xid >= pg_snapshot_xmax(pg_current_snapshot()) limit 1`,
      [],
    );
    return row?.id;
  }

  /** Makes the partitions of this month and of the next three, where missing. */
  async makePartitions(): Promise<void> {
    await this.query('select app.make_audit_partitions(current_date, 3)', []);
  }

  private query<T>(sql: string, values: unknown[]): Promise<T[]> {
    return this.transactions.manager.query<T[]>(sql, values);
  }
}
