import { Injectable } from '@nestjs/common';
import { Client } from 'pg';
import { newId } from '../../platform/database';
import { ExportedHeads } from './exported-heads';
import { VerifyAudit } from './verify-audit.use-case';

/** The record is kept at least so long (C1); the law of archives may want more. */
export const LEAST_YEARS = 3;

/** Something stands against pruning; `reason` is a text key below `audit.prune`. */
export class PruneRefusedError extends Error {
  constructor(readonly reason: 'too-young' | 'not-whole' | 'not-sealed' | 'not-exported') {
    super(reason);
  }
}

export interface PrunedPartition {
  name: string;
  rows: number;
  throughSeal: string;
}

interface SealEnd {
  number: string;
  epoch: number;
  to_xid: string;
}

/** The name is a month, checked before it stands in a statement. */
const PARTITIONS = `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'audit_events'::regclass and c.relname ~ '^audit_events_[0-9]{4}_[0-9]{2}$' 
    and c.relname < 'audit_events_' || to_char(now() at time zone 'UTC' - make_interval(years => $1), 'YYYY_MM')
  order by 1`;
const LOCK = 'select pg_advisory_xact_lock(7294111)';

/**
 * Drops months of the record whose term is over and keeps their seals (design 8.4). Needs the owner's login: the
 * application has no right to. Rows of a seal that reaches into the next month stay with it, in the rest partition, so
 * that every seal is either whole or wholly pruned.
 */
@Injectable()
export class PruneAudit {
  constructor(
    private readonly verifying: VerifyAudit,
    private readonly exported: ExportedHeads,
  ) {}

  /**
   * @param ownerUrl login of the owner
   * @throws PruneRefusedError fewer years than the law wants; the record is not whole; months not sealed or exported
   */
  async execute(ownerUrl: string, { years, dryRun }: { years: number; dryRun: boolean }): Promise<PrunedPartition[]> {
    if (!(years >= LEAST_YEARS)) throw new PruneRefusedError('too-young');
    // A record that is not whole is evidence: nothing of it goes.
    if ((await this.verifying.execute()).findings.length > 0) throw new PruneRefusedError('not-whole');
    const owner = new Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      const { rows } = await owner.query<{ name: string }>(PARTITIONS, [years]);
      const pruned: PrunedPartition[] = [];
      for (const { name } of rows) {
        await owner.query('begin');
        pruned.push(await this.prune(owner, name, dryRun));
        await owner.query('commit');
      }
      return pruned;
    } finally {
      await owner.end();
    }
  }

  private async prune(owner: Client, name: string, dryRun: boolean): Promise<PrunedPartition> {
    await owner.query(LOCK);
    const through = await this.lastPruned(owner, name);
    const end = [through.epoch, through.to_xid];
    const [counted] = (
      await owner.query<{ rows: string }>(
        `select count(*) as rows from ${name} where (epoch, xid) < ($1, $2::xid8)`,
        end,
      )
    ).rows;
    const [rows, throughSeal] = [counted?.rows ?? '0', through.number];
    if (!dryRun) {
      await owner.query(
        `create temporary table kept on commit drop as select * from ${name} where (epoch, xid) >= ($1, $2::xid8)`,
        end,
      );
      await owner.query(`drop table ${name}`);
      // Their month has no partition any more: these go into the rest, and leave it with the seals they belong to.
      await owner.query('insert into audit_events select * from kept');
      await owner.query('delete from audit_events_rest where (epoch, xid) < ($1, $2::xid8)', end);
      await this.note(owner, { name, throughSeal, rows });
    }
    return { name, rows: Number(rows), throughSeal };
  }

  private async note(owner: Client, { name, throughSeal, rows }: Record<'name' | 'throughSeal' | 'rows', string>) {
    const id = newId();
    await owner.query(
      `insert into audit_events (id, actor_kind, purpose, action, subject_type, subject_id, fields)
       values ($1, 'system', 'retention', 'audit.pruned', 'audit', $1, jsonb_build_array($2::text, $3::text, $4::text))`,
      [id, name, throughSeal, rows],
    );
    await owner.query(
      `insert into audit_prunings (through_seal, partition_name, row_count, event_id) values ($1, $2, $3, $4)
       on conflict (through_seal) do nothing`,
      [throughSeal, name, rows, id],
    );
  }

  /** The last seal without a row behind this month. @throws PruneRefusedError `not-sealed`, `not-exported` */
  private async lastPruned(owner: Client, name: string): Promise<SealEnd> {
    const month = `${name.slice(-7).replace('_', '-')}-01`;
    const [seal] = (
      await owner.query<SealEnd>(
        `with next as (select epoch, xid from audit_events
           where at >= ($1::date + interval '1 month') at time zone 'UTC' order by epoch, xid limit 1)
         select number::text, epoch, to_xid::text from audit_seals
         where coalesce((select (audit_seals.epoch, to_xid) <= (next.epoch, next.xid) from next), true)
         order by number desc limit 1`,
        [month],
      )
    ).rows;
    const unsealed =
      'select from audit_events where (epoch, xid) >= (select epoch, to_xid from audit_seals order by number desc limit 1)';
    const loose = await owner.query(`${unsealed} and at < ($1::date + interval '1 month') at time zone 'UTC' limit 1`, [
      month,
    ]);
    if (!seal || loose.rows.length > 0) throw new PruneRefusedError('not-sealed');
    const exported = await this.exported.all();
    if (!exported.some(({ number }) => BigInt(number) >= BigInt(seal.number)))
      throw new PruneRefusedError('not-exported');
    return seal;
  }
}
