import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { Seal, SealedRow } from './seal';

const COLUMNS = 'number, epoch, from_xid, to_xid, row_count, leaves, root, previous_hash, hash';
type StoredSeal = Seal & { sealed_at: Date };
// Everything but the transaction number, in a form that does not depend on session settings.
const CONTENT = `jsonb_build_array(id, extract(epoch from at)::text, epoch, actor_kind, actor_id, organisation_id, household_actor_id, purpose,
  request_id, action, subject_type, subject_id, household_id, district_code, region_path, fields, encode(digest, 'hex'))::text`;

/** Rows of the record in sealing order, and the seals over them. */
@Injectable()
export class SealsStore {
  constructor(private readonly transactions: Transactions) {}

  /** One sealer at a time, over all processes. @returns false when another is at work */
  async lock(): Promise<boolean> {
    const [row] = await this.query<{ locked: boolean }>('select pg_try_advisory_xact_lock(7294111) as locked', []);
    return row?.locked ?? false;
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
       where epoch = $1 and xid >= $2::xid8 and xid < $3::xid8 order by epoch, xid offset $4 limit 1`,
      [epoch, from, to, size],
    );
    return row?.xid ?? to;
  }

  rows(epoch: number, from: string, to: string): Promise<SealedRow[]> {
    return this.query<SealedRow>(
      `select id, xid::text as xid, ${CONTENT} as content from audit_events
       where epoch = $1 and xid >= $2::xid8 and xid < $3::xid8 order by audit_events.xid, id`,
      [epoch, from, to],
    );
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

  sealsAfter(number: string, limit: number): Promise<Seal[]> {
    return this.query<Seal>(`select ${COLUMNS} from audit_seals where number > $1 order by number limit $2`, [
      number,
      limit,
    ]);
  }

  /** Makes the partitions of this month and of the next three, where missing. */
  async makePartitions(): Promise<void> {
    await this.query('select app.make_audit_partitions(current_date, 3)', []);
  }

  private query<T>(sql: string, values: unknown[]): Promise<T[]> {
    return this.transactions.manager.query<T[]>(sql, values);
  }
}
