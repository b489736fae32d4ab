import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { newId, Transactions } from '../../../src/platform/database';
import { Audit, AuditEvents, AuditSealer, AuditUpkeep, diffOf, SealLag, VerifyAudit } from '../../../src/trust/audit';
import { viewAuditEvent } from '../../../src/trust/audit/audit-event.view';
import { as, DISTRICT, onOwnServer, secretKey, staff, TrustWorld } from './trust-rooms';

describe('the record', () => {
  onOwnServer();

  const worker = staff('station-worker');
  const keys = secretKey('a');
  let world: TrustWorld;
  let app: INestApplicationContext;

  beforeEach(async () => {
    world = await TrustWorld.open();
    app = await world.start(keys);
  });
  afterEach(() => world.close());

  const write = (action: string, actor = worker) =>
    as(app, actor, () => app.get(Audit).changed({ action, subjectType: 'household', subjectId: newId() }));
  const seal = () => app.get(AuditSealer).seal();
  const verify = () => app.get(VerifyAudit).execute();
  const visible = (actor: ReturnType<typeof staff>) =>
    as(
      app,
      actor,
      async () => {
        const rows = await app
          .get(Transactions)
          .manager.query<Array<{ action: string }>>('select action from audit_events order by at');
        return rows.map((row) => row.action);
      },
      true,
    );
  const actions = async () =>
    (await world.owner.query('select action from audit_events order by at')).rows.map((row) => row.action as string);

  it('stands or falls with the act', async () => {
    await expect(
      as(app, worker, async () => {
        await app.get(Audit).changed({ action: 'household.updated', subjectType: 'household' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await actions()).toEqual([]);
  });

  it('keeps what a read-only request looked at, once', async () => {
    const reading = { action: 'household.file-read', subjectType: 'household', subjectId: newId() };
    await as(
      app,
      worker,
      async () => {
        await app.get(Audit).read(reading);
        await app.get(Audit).read(reading);
      },
      true,
    );
    expect(await actions()).toEqual(['household.file-read']);
  });

  it('is seen by the audit administrator and, for the own area, by a supervisor, not by who writes it', async () => {
    await write('one.here');
    await write('one.elsewhere', staff('station-worker', { regionPath: '2' }));
    await write('one.far', staff('station-worker', { districtCodes: ['district-b'] }));
    expect(await visible(worker)).toEqual([]);
    expect(await visible(staff('system-administrator'))).toEqual([]);
    expect(await visible(staff('supervisor'))).toEqual(['one.here']);
    expect(await visible(staff('audit-administrator'))).toEqual(['one.here', 'one.elsewhere']);
    expect(await visible(staff('audit-administrator', { districtCodes: [], regionPath: null }))).toHaveLength(3);
  });

  it('cannot be changed, removed, back-dated or written in another name by the application', async () => {
    await write('one.done');
    const run = (sql: string, values: unknown[] = []) =>
      as(app, staff('audit-administrator'), () => app.get(Transactions).manager.query(sql, values));
    await expect(run("update audit_events set action = 'x'")).rejects.toThrow(/permission denied/);
    await expect(run('delete from audit_events')).rejects.toThrow(/permission denied/);
    await expect(run('truncate audit_events')).rejects.toThrow(/permission denied/);
    await expect(run('delete from audit_seals')).rejects.toThrow(/permission denied/);
    await expect(run('alter table audit_events disable trigger all')).rejects.toThrow(/must be owner/);
    await expect(run('alter table accounts disable trigger demand_record')).rejects.toThrow(/must be owner/);
    await expect(run("set session_replication_role = 'replica'")).rejects.toThrow(/permission denied/);
    await expect(run('set role postgres')).rejects.toThrow(/permission denied|does not exist/);
    await expect(run('select app.protect_by_record(null)')).rejects.toThrow(/permission denied/);
    await expect(run('select 1 from audit_events_2026_11')).rejects.toThrow(/permission denied/);
    const columns = 'id, actor_kind, actor_id, purpose, action, subject_type';
    await expect(
      run(`insert into audit_events (${columns}, at) values ($1, 'user', $1, 'p', 'x', 'y', now())`, [newId()]),
    ).rejects.toThrow(/permission denied/);
    await expect(
      run(`insert into audit_events (${columns}, xid) values ($1, 'user', $1, 'p', 'x', 'y', '1')`, [newId()]),
    ).rejects.toThrow(/permission denied/);
    await expect(
      run(`insert into audit_events (${columns}) values ($1, 'user', $2, 'p', 'x', 'y')`, [newId(), worker.userId]),
    ).rejects.toThrow(/row-level security/);
  });

  it('refuses a transaction that changes a protected table and leaves no row, whatever it sets', async () => {
    const link = (id: string) =>
      app.get(Transactions).manager.query(
        `insert into household_links (id, token_hash, pin_hash, household_id, district_code, region_path, expires_at)
         values ($1, $2, 'x', $1, $3, '1/', now())`,
        [id, Buffer.from(id), DISTRICT],
      );
    const unrecorded = as(app, worker, async () => {
      await app.get(Transactions).manager.query("select set_config('app.kind', 'system', true)");
      await link(newId());
    });
    await expect(unrecorded).rejects.toThrow('A change of household_links was not put on the record');
    await write('one.before');
    await expect(as(app, worker, () => link(newId()))).rejects.toThrow(/not put on the record/);
    const withdrawn = as(app, worker, async () => {
      const { manager } = app.get(Transactions);
      await manager.query('savepoint s');
      await app.get(Audit).changed({ action: 'household-link.issued', subjectType: 'household-link' });
      await manager.query('rollback to savepoint s');
      await manager.query(`insert into audit_events (id, actor_kind, purpose, action, subject_type)
        select null, null, null, null, null where false`);
      await link(newId());
    });
    await expect(withdrawn).rejects.toThrow(/not put on the record/);
    await as(app, worker, async () => {
      await link(newId());
      await app.get(Audit).changed({ action: 'household-link.issued', subjectType: 'household-link' });
    });
    expect((await world.owner.query('select from household_links')).rowCount).toBe(1);
  });

  it('keeps before and after as digests that end with the key of the subject', async () => {
    const [householdId, person] = [newId(), newId()];
    const change = async (before: string | null, after: string, by = app) => {
      const changes = diffOf({ phone: before }, { phone: after });
      const subject = { subjectType: 'member', subjectId: person, householdId, keyedBy: person };
      await as(by, worker, () => by.get(Audit).changed({ action: 'household.member-updated', ...subject, changes }));
    };
    await change(null, '13800000001');
    await change('13800000001', '13800000002');
    const admin = staff('audit-administrator');
    const list = () => as(app, admin, () => app.get(AuditEvents).list({ limit: 50 }));
    const [second, first] = (await list()).items.map(viewAuditEvent);
    expect(first?.fields).toEqual(['phone']);
    expect(first?.changes[0]?.before).toBeNull();
    expect(first?.changes[0]?.after).toMatch(/^[0-9a-f]{32}$/);
    expect(second?.changes[0]?.before).toBe(first?.changes[0]?.after);
    expect(second?.changes[0]?.after).not.toBe(first?.changes[0]?.after);
    await world.owner.query('select app.destroy_subject_key($1)', [person]);
    await change('13800000002', '13800000003', await world.start(keys));
    expect((await list()).items.map(viewAuditEvent)[0]).toMatchObject({ fields: ['phone'], changes: [] });
    await seal();
    expect((await verify()).findings).toEqual([]);
  });

  it('is whole after sealing, and only ended transactions are sealed', async () => {
    await write('one.first');
    await as(app, worker, async () => {
      await app.get(Audit).changed({ action: 'one.open', subjectType: 'household' });
      await world.owner.query('select pg_current_xact_id()');
      expect(await seal()).toBe(1);
    });
    expect(await seal()).toBe(1);
    expect(await seal()).toBe(0);
    expect(await verify()).toMatchObject({ next: null, seals: 2, rows: 2, findings: [] });
  });

  it.each([
    ['edited', "update audit_events set purpose = 'other' where action = 'act.2'"],
    ['edited', "update audit_events set at = at + interval '1 second' where action = 'act.2'"],
    ['deleted', "delete from audit_events where action = 'act.2'"],
    [
      'swapped',
      `update audit_events a set xid = b.xid from audit_events b
       where (a.action, b.action) in (('act.1', 'act.2'), ('act.2', 'act.1'))`,
    ],
    [
      'inserted-late',
      `insert into audit_events (id, xid, actor_kind, purpose, action, subject_type)
       select gen_random_uuid(), xid, 'user', 'p', 'act.late', 'household' from audit_events where action = 'act.2'`,
    ],
    ['seal-edited', 'update audit_seals set row_count = 5 where number = 1'],
    ['seal-missing', 'delete from audit_seals where number = 1'],
    [
      'inserted-late',
      `insert into audit_events (id, epoch, actor_kind, purpose, action, subject_type)
       values (gen_random_uuid(), 0, 'user', 'p', 'act.late', 'household')`,
    ],
    [
      'inserted-late',
      `insert into audit_events (id, xid, actor_kind, purpose, action, subject_type)
       values (gen_random_uuid(), '9000000000000000000', 'user', 'p', 'act.late', 'household')`,
    ],
  ])('shows a row or seal %s by the owner of the database', async (kind, sql) => {
    for (const action of ['act.1', 'act.2', 'act.3']) await write(action);
    await seal();
    await write('act.4');
    await seal();
    await world.owner.query(sql);
    const { findings } = await verify();
    expect(findings[0]?.kind).toBe(kind);
  });

  it('shows the end cut off back to the exported head', async () => {
    await write('act.1');
    await app.get(AuditUpkeep).round();
    await write('act.2');
    await seal();
    await world.owner.query('delete from audit_seals where number = 2');
    await world.owner.query("delete from audit_events where action = 'act.2'");
    expect((await verify()).findings).toEqual([]);
    await world.owner.query('delete from audit_seals');
    await world.owner.query('delete from audit_events');
    expect((await verify()).findings).toEqual([{ kind: 'truncated', sealNumber: '1', throughSeal: '1' }]);
    rmSync(join(world.dataDir, 'audit-heads.jsonl'));
    writeFileSync(join(world.dataDir, 'audit-heads.jsonl'), '{"torn');
    expect((await verify()).findings).toEqual([]);
  });

  it('is sealed once the worker has started', async () => {
    await write('act.1');
    await app.get(AuditUpkeep).start();
    expect(await verify()).toMatchObject({ next: null, seals: 1, rows: 1, findings: [] });
  });

  it('is sealed later when the first round fails, which does not keep the worker from starting', async () => {
    await write('act.1');
    await world.owner.query('alter table audit_seals rename to hidden');
    await app.get(AuditUpkeep).start();
    await world.owner.query('alter table hidden rename to audit_seals');
    while ((await verify()).rows === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await verify()).findings).toEqual([]);
  });

  it('goes on in a new epoch after a restore', async () => {
    await write('act.1');
    await seal();
    await write('act.2');
    await world.owner.query('select app.after_restore()');
    await write('act.3');
    expect(await seal()).toBe(2);
    expect(await verify()).toMatchObject({ next: null, seals: 3, rows: 3, findings: [] });
    // Restored twice in a row.
    await world.owner.query('select app.after_restore(), app.after_restore()');
    await write('act.4');
    expect(await seal()).toBe(1);
    expect(await verify()).toMatchObject({ next: null, seals: 6, rows: 4, findings: [] });
  });

  it('says how far the seals are behind', async () => {
    expect(await app.get(SealLag).seconds()).toBe(0);
    await write('act.1');
    await world.owner.query("update audit_events set at = at - interval '2 minutes'");
    expect(await app.get(SealLag).ok()).toBe(false);
    await seal();
    expect(await app.get(SealLag).ok()).toBe(true);
  });

  it('has a place for every month and for the unforeseen', async () => {
    await world.owner.query(
      "insert into audit_events (id, at, actor_kind, purpose, action, subject_type) values (gen_random_uuid(), '2001-01-01', 'user', 'p', 'a.b', 'x')",
    );
    await as(app, staff('audit-administrator'), () =>
      app.get(Transactions).manager.query("select app.make_audit_partitions('2028-03-15', 1)"),
    );
    const { rows } = await world.owner.query(
      "select relname, relrowsecurity from pg_class where relname in ('audit_events_2028_03', 'audit_events_2028_04') order by 1",
    );
    expect(rows).toEqual(
      ['audit_events_2028_03', 'audit_events_2028_04'].map((relname) => ({ relname, relrowsecurity: true })),
    );
  });
});
