import { readFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { newId, Transactions } from '../../../src/platform/database';
import {
  Audit,
  AuditSealer,
  AuditUpkeep,
  Heads,
  PruneAudit,
  recordKeeper,
  VerifyAudit,
} from '../../../src/trust/audit';
import { SealsStore } from '../../../src/trust/audit/seals.store';
import { fillRecord } from '../../bench/audit-rows';
import { as, onOwnServer, secretKey, staff, TrustWorld } from './trust-rooms';

const ROWS = 3_000;

describe('proof of the record', () => {
  onOwnServer();
  let world: TrustWorld;
  let app: INestApplicationContext;

  beforeEach(async () => {
    world = await TrustWorld.open();
    app = await world.start(secretKey('a'));
  });
  afterEach(() => world.close());

  const keeper = staff('audit-administrator', { districtCodes: [], regionPath: null });
  const write = (action: string) =>
    as(app, staff('station-worker'), () =>
      app.get(Audit).changed({ action, subjectType: 'household', subjectId: newId() }),
    );
  const seal = () => app.get(AuditSealer).seal();
  const verify = () => app.get(VerifyAudit).execute();
  const owner = <T extends object>(sql: string, values: unknown[] = []) =>
    world.owner.query<T>(sql, values).then(({ rows }) => rows);
  const newest = () => as(app, keeper, () => app.get(Heads).days({ limit: 5 }), true);

  it('names the first bad row or the lost range, wherever in many rows it is touched', async () => {
    await fillRecord(world.database.ownerUrl, ROWS);
    expect(await verify()).toMatchObject({ rows: ROWS, findings: [] });
    const ids = (await owner<{ id: string }>('select id from audit_events order by xid, id')).map(({ id }) => id);
    const place = Math.floor(Math.random() * (ROWS - 20));
    const [bad, other] = [ids[place]!, ids[place + 11]!];
    const touched = async (sql: string, values: unknown[]) => {
      await owner('begin');
      await owner(sql, values);
      await owner('commit');
      return (await verify()).findings;
    };
    const undo = (id: string, column: string, value: unknown) =>
      owner(`update audit_events set ${column} = $2 where id = $1`, [id, value]);

    expect(await touched("update audit_events set purpose = 'x' where id = $1", [bad])).toMatchObject([
      { kind: 'edited', rowId: bad },
    ]);
    await undo(bad, 'purpose', 'casework');
    const swap = `update audit_events a set subject_id = b.subject_id, request_id = b.request_id, fields = b.fields,
      action = b.action, actor_id = b.actor_id from audit_events b where (a.id, b.id) in (($1, $2), ($2, $1))`;
    expect(await touched(swap, [bad, other])).toMatchObject([{ kind: 'edited', rowId: bad }]);
    expect(await touched(swap, [bad, other])).toEqual([]);
    const late = newId();
    const insert = `insert into audit_events (id, xid, actor_kind, purpose, action, subject_type)
      select $2, xid, 'user', 'p', 'a.b', 'x' from audit_events where id = $1`;
    expect(await touched(insert, [bad, late])).toMatchObject([{ kind: 'inserted-late', rowId: late }]);
    await owner('delete from audit_events where id = $1', [late]);
    expect(await touched('delete from audit_events where id = $1', [bad])).toMatchObject([
      { kind: 'deleted', rowId: bad },
    ]);
  }, 120_000);

  it('ends a batch by the numbers of transactions, not by their digits', async () => {
    for (const xid of ['999', '999', '1000', '1000'])
      await owner(
        `insert into audit_events (id, epoch, xid, actor_kind, purpose, action, subject_type)
          values ($1, 99, $2::xid8, 'user', 'p', 'a.b', 'x')`,
        [newId(), xid],
      );
    const end = await as(app, recordKeeper('audit-seal'), () =>
      app.get(SealsStore, { strict: false }).batchEnd(99, '0', '2000', 3),
    );
    expect(end).toBe('1000');
  });

  it('goes on piece by piece, and ends with the heads', async () => {
    for (const action of ['act.1', 'act.2', 'act.3']) {
      await write(action);
      await seal();
    }
    const progress: number[] = [];
    const first = await app.get(VerifyAudit).execute({ rows: 1, progress: ({ rows }) => progress.push(rows) });
    expect(first).toEqual({ through: '1', seals: 1, rows: 1, findings: [], next: '1' });
    expect(await app.get(VerifyAudit).execute({ after: first.next! })).toMatchObject({ rows: 2, next: null });
    expect(await app.get(VerifyAudit).newest(1)).toMatchObject({ rows: 1, through: '3', next: null });
    expect(progress).toEqual([1]);
  });

  it('is held by countersigned heads although the exported ones are lost', async () => {
    for (const action of ['act.1', 'act.2']) {
      await write(action);
      await seal();
    }
    const [today] = (await newest()).items;
    expect(today).toMatchObject({ number: '2', countersignatures: [] });
    const words = { signer: '区审计局', statement: '已核对', signature: undefined };
    const sign = (hash: string) => as(app, keeper, () => app.get(Heads).countersign('2', { hash, ...words }));
    await expect(sign('0'.repeat(64))).rejects.toMatchObject({ status: 422 });
    await sign(today!.hash);
    expect((await newest()).items[0]?.countersignatures).toMatchObject([
      { signer: words.signer, sealNumber: '2', accountId: keeper.userId },
    ]);
    const file = JSON.parse(String(await as(app, keeper, () => app.get(Heads).file('2')))) as object;
    expect(file).toMatchObject({ number: '2', hash: today!.hash, installation: { firstSeal: expect.any(String) } });
    const rows = await owner<{ action: string }>("select action from audit_events where action ~ '^audit' order by at");
    expect(rows.map(({ action }) => action)).toEqual(['audit.countersigned', 'audit.head-exported']);
    await owner('delete from audit_events');
    await owner('delete from audit_seals where number = 2');
    const { findings } = await verify();
    expect(findings).toContainEqual({ kind: 'truncated', sealNumber: '2', throughSeal: '2' });
    for (const act of [
      'update audit_countersignatures set signer = $1',
      'delete from audit_countersignatures where signer = $1',
    ])
      await expect(as(app, keeper, () => app.get(Transactions).manager.query(act, ['x']))).rejects.toThrow(
        /permission denied/,
      );
  });

  it('shows a record that was rewritten together with all its seals', async () => {
    await write('act.1');
    await app.get(AuditUpkeep).round();
    await owner("update audit_events set purpose = 'other'");
    await owner('delete from audit_seals');
    await seal();
    expect((await verify()).findings).toEqual([{ kind: 'rewritten', sealNumber: '1' }]);
  });

  it('loses months after their term with their seals left, and stays whole', async () => {
    await owner("select app.make_audit_partitions('2020-01-01', 0)");
    const old = (at: string) =>
      owner(
        "insert into audit_events (id, at, actor_kind, purpose, action, subject_type) values ($1, $2, 'user', 'p', 'a.b', 'x')",
        [newId(), at],
      );
    for (const day of ['2020-01-05', '2020-01-06']) await old(`${day}T10:00:00Z`);
    await seal();
    // One seal over the end of the month and over today.
    await old('2020-01-31T23:59:59Z');
    await write('act.1');
    await seal();
    const prune = (options: { years: number; dryRun: boolean }) =>
      app.get(PruneAudit).execute(world.database.ownerUrl, options);
    await expect(prune({ years: 2, dryRun: false })).rejects.toThrow('too-young');
    await expect(prune({ years: 3, dryRun: false })).rejects.toThrow('not-exported');
    await app.get(AuditUpkeep).round();
    expect(readFileSync(`${world.dataDir}/audit-heads.jsonl`, 'utf8')).toContain('"number":"2"');
    const gone = { name: 'audit_events_2020_01', rows: 2, throughSeal: '1' };
    expect(await prune({ years: 3, dryRun: true })).toEqual([gone]);
    expect(await owner('select from audit_events')).toHaveLength(4);
    expect(await prune({ years: 3, dryRun: false })).toEqual([gone]);
    await seal();
    expect(await verify()).toMatchObject({ seals: 3, rows: 3, findings: [] });
    await owner("update audit_events set fields = '[]' where action = 'audit.pruned'");
    expect((await verify()).findings).toContainEqual({ kind: 'pruning-unrecorded', sealNumber: '1' });
    await expect(prune({ years: 3, dryRun: false })).rejects.toThrow('not-whole');
  });
});
