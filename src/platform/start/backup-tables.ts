import type { Client } from 'pg';

/** A table whose rows are kept: a partitioned one as a whole, with the bounds of its partitions. */
export interface BackupTable {
  name: string;
  columns: string[];
  partitions: Array<{ name: string; bound: string }>;
}

/** Where the rows of business are: not the queue (it is rebuilt from the outbox), not the list of migrations. */
const OURS = `n.nspname not in ('bullmq', 'information_schema') and n.nspname not like 'pg\\_%'
  and not (n.nspname = 'public' and c.relname = 'migrations')`;

/** Settings under which the same row is the same text on every server. */
export const TEXT_FORMS = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local row_security = off; set local lock_timeout = '30s'`;

export async function listTables(client: Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       (select array_agg(quote_ident(a.attname) order by a.attnum)
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       coalesce((select json_agg(json_build_object('name', format('%I.%I', pn.nspname, p.relname),
                   'bound', pg_get_expr(p.relpartbound, p.oid)) order by p.relname)
          from pg_inherits i join pg_class p on p.oid = i.inhrelid join pg_namespace pn on pn.oid = p.relnamespace
         where i.inhparent = c.oid), '[]') as partitions
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and ${OURS} order by 1`,
  );
  return rows;
}

/** Sequences with the value that was given last; null: none yet. */
export async function listSequences(client: Client): Promise<Array<{ name: string; value: string | null }>> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
     where schemaname <> 'bullmq' and not (schemaname = 'public' and sequencename = 'migrations_id_seq') order by 1`,
  );
  return rows;
}

/** Names of the migrations that made this schema, in their order. */
export async function schemaVersion(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from public.migrations order by timestamp');
  return rows.map(({ name }) => name);
}

export interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

export async function listForeignKeys(client: Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select format('%I.%I', n.nspname, c.relname) as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and ${OURS} order by 1, 2`,
  );
  return rows;
}

/** The `SELECT` of all rows, columns in the backup's order. */
export function selectAll(table: Pick<BackupTable, 'name' | 'columns'>): string {
  return `copy (select ${table.columns.join(', ')} from ${table.name}) to stdout`;
}
