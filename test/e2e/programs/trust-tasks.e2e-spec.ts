import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditSealer, recordKeeper } from '../../../src/trust/audit';
import { memberInput } from '../../factories/households.factory';
import { openPeopleWorld, type PeopleWorld } from '../../integration/people/assessed-household';
import { runProgram } from '../../support/program';
import { sealWhole } from '../../support/sealed';

const NEW_KEY = `new:${Buffer.alloc(32, 9).toString('base64')}`;

/** The chores of trust as a person runs them: each a process of its own, beside the product that serves. */
describe('the chores of trust (C2, B28)', () => {
  let world: PeopleWorld;
  let householdId: string;
  const task = async (name: string, ...args: string[]) => {
    const { config, database } = world.app;
    const { code, output } = await runProgram(['src/task.ts', name, ...args, '--json'], {
      DATABASE_URL: database.ownerUrl,
      DATA_DIR: config.dataDir,
      SECRET_KEYS: [NEW_KEY, config.secretKeys].join(','),
    });
    const data = code === 0 ? (JSON.parse(output.trim().split('\n').at(-1) ?? '') as Record<string, unknown>) : {};
    return { code, output, data };
  };
  const seal = () =>
    sealWhole(
      () => world.app.as(recordKeeper('test'), () => world.app.get(AuditSealer).seal()),
      (sql) => world.rows(sql),
    );
  const name = async () =>
    (await world.rows('select display_name as name from households where id = $1', [householdId]))[0];

  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    ({ id: householdId } = await world.household([memberInput({ name: '很久以前', phone: '13912340077' })]));
    await world.household([memberInput({ name: '现在', phone: '13912340078' })]);
    expect((await world.api.window.post(`households/${householdId}/cases`, {})).status).toBe(201);
    await world.rows(
      `update cases set state = 'closed', opened_at = '2020-01-01', closed_at = '2020-02-01' where household_id = $1`,
      [householdId],
    );
  });
  afterAll(() => world?.close());

  it('count what no rule wants kept, and let it go only when they are told to', async () => {
    const counts = { 'live-file': 1, 'frozen-file': 0, 'raw-answers': 0, 'rejected-lead': 0 };
    expect(await task('apply-retention', '--dry-run')).toMatchObject({ code: 0, data: { dryRun: true, counts } });
    expect(await name()).toEqual({ name: '很久以前' });
    expect(await task('apply-retention')).toMatchObject({
      ...{ code: 0, data: { dryRun: false, counts } },
      output: expect.stringContaining('So far: 1 files, 0 frozen files'),
    });
    expect(await name()).toEqual({ name: '' });
    // What a restore erases again.
    expect(readFileSync(join(world.app.config.dataDir, 'erasures.jsonl'), 'utf8')).toContain(householdId);
  });

  it('wrap every key anew, and leave the erased one destroyed', async () => {
    const [{ live } = { live: 0 }] = await world.rows<{ live: number }>(
      'select count(*)::int as live from subject_keys where wrapped is not null',
    );
    expect(live).toBeGreaterThan(0);
    expect(await task('rotate-keys')).toMatchObject({
      ...{ code: 0, data: { rewrapped: live, activeKey: 'new' } },
      output: expect.stringContaining(`${live} of ${live} keys`),
    });
    const erased = await world.rows(
      `select wrapped is null and destroyed_at is not null as gone from subject_keys
       where subject_id in (select id from household_members where household_id = $1)`,
      [householdId],
    );
    expect(erased).toEqual([{ gone: true }]);
  });

  it('find the record whole after the erasure, and name the row that its owner bends', async () => {
    await seal();
    const [{ rows } = { rows: 0 }] = await world.rows<{ rows: number }>(
      'select count(*)::int as rows from audit_events',
    );
    const whole = await task('verify-audit');
    expect(whole).toMatchObject({ code: 0, data: { rows, findings: [] } });
    const [bent] = await world.rows<{ id: string }>(
      `update audit_events set purpose = 'bent' where household_id = $1 and action = 'household.erased' returning id`,
      [householdId],
    );
    const broken = await task('verify-audit');
    expect(broken).toMatchObject({ code: 1, output: expect.stringContaining(bent?.id ?? 'none') });
  });
});
