import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { AuditUpkeep, VerifyAudit } from '../../src/trust/audit';
import { fillRecord, openRecord } from './audit-rows';
import { bench, median, print, quick, round, time } from './bench';

/**
 * The record touched by the owner of its database at a random place in 100,000 rows, one way after the other: each is
 * found, and the first bad row or the lost range named. And how quick a check of all of it is (design 8.4).
 */
const ROWS = quick ? 20_000 : 100_000;
const ROUNDS = quick ? 3 : 7;
const TARGET = 50_000;

interface Way {
  name: string;
  sql: string[];
  /** Whether what was found is what was done. */
  found(finding: { kind: string; rowId?: string; sealNumber: string; throughSeal?: string }): boolean;
}

void bench(async (database) => {
  const filled = await fillRecord(database.ownerUrl, ROWS);
  print({ bench: 'tamper', row: 'rows sealed', rows: ROWS, perSecond: round(ROWS / filled.sealed, 0) });
  const application = await openRecord(database.ownerUrl);
  await application.get(AuditUpkeep).round();
  const verify = () => application.get(VerifyAudit).execute();
  const seconds: number[] = [];
  for (let done = 0; done < ROUNDS; done += 1) {
    const took = await time(async () => {
      const { rows, findings } = await verify();
      if (rows < ROWS || findings.length > 0) throw new Error(`${rows} rows checked: ${JSON.stringify(findings)}`);
    });
    seconds.push(took / 1000);
  }
  const perSecond = round(ROWS / median(seconds), 0);
  print(
    { bench: 'tamper', row: 'rows verified', rows: ROWS, rounds: ROUNDS, perSecond, target: `>= ${TARGET}` },
    perSecond >= TARGET,
  );

  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const ids = (await owner.query<{ id: string }>('select id from audit_events order by xid, id')).rows;
  const seals = (await owner.query<{ number: string }>('select number from audit_seals order by number')).rows;
  const last = seals.at(-1)!.number;
  for (const way of waysOf()) {
    // All of it is put back, so that each way is tried on a whole record.
    await owner.query('create table kept_events as table audit_events');
    await owner.query('create table kept_seals as table audit_seals');
    for (const sql of way.sql) await owner.query(sql);
    const { findings } = await verify();
    const [first] = findings;
    print(
      { bench: 'tamper', row: way.name, rows: ROWS, findings: findings.length, first },
      first !== undefined && way.found(first),
    );
    await owner.query('truncate audit_events, audit_seals');
    await owner.query('insert into audit_seals table kept_seals');
    await owner.query('insert into audit_events table kept_events');
    await owner.query('drop table kept_events, kept_seals');
  }
  print({ bench: 'tamper', row: 'whole again' }, (await verify()).findings.length === 0);
  await owner.end();
  await application.close();

  function waysOf(): Way[] {
    const place = Math.floor(Math.random() * (ROWS - 100));
    const [bad, other] = [ids[place]!.id, ids[place + 50]!.id];
    const late = randomUUID();
    const cut = seals[Math.floor(Math.random() * (seals.length - 2)) + 1]!.number;
    const columns = ['subject_id', 'request_id', 'fields', 'action', 'actor_id', 'digest', 'household_id'];
    const swapped = columns.map((column) => `${column} = b.${column}`).join(', ');
    const is =
      (kind: string, rowId: string) =>
      (finding: { kind: string; rowId?: string }): boolean =>
        finding.kind === kind && finding.rowId === rowId;
    return [
      { name: 'edit', sql: [`update audit_events set purpose = 'x' where id = '${bad}'`], found: is('edited', bad) },
      { name: 'delete', sql: [`delete from audit_events where id = '${bad}'`], found: is('deleted', bad) },
      {
        name: 'insert',
        sql: [
          `insert into audit_events (id, epoch, xid, at, actor_kind, purpose, action, subject_type)
           select '${late}', epoch, xid, at, 'user', 'p', 'a.b', 'x' from audit_events where id = '${bad}'`,
        ],
        found: is('inserted-late', late),
      },
      {
        name: 'swap',
        sql: [
          `update audit_events a set ${swapped} from audit_events b
           where (a.id, b.id) in (('${bad}', '${other}'), ('${other}', '${bad}'))`,
        ],
        found: is('edited', bad),
      },
      {
        name: 'truncate',
        sql: [
          `delete from audit_events where xid >= (select from_xid from audit_seals where number = ${cut})`,
          `delete from audit_seals where number >= ${cut}`,
        ],
        found: ({ kind, sealNumber, throughSeal }) =>
          kind === 'truncated' && sealNumber === cut && throughSeal === last,
      },
    ];
  }
});
