import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { listedErasures, listErasure, Sealer } from '../../../src/platform/crypto';
import { newId } from '../../../src/platform/database';
import { backup } from '../../../src/platform/start/backup.task';
import { restore } from '../../../src/platform/start/restore.task';
import { systemActor } from '../../../src/trust/access';
import keptColumns from '../../consistency/kept-after-erasure.json';
import { createDatabase } from '../../support/database';
import { DISTRICT } from '../../support/district';
import { connected } from '../consistency/catalogue';
import { assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';
import { fillEveryField, wordColumns, householdTables } from './every-field';

const kept: Record<string, string> = keptColumns;
const isKept = (column: string) => column in kept || `*.${column.split('.')[1]}` in kept;
const folder = mkdtempSync(join(tmpdir(), 'erasure-'));

/** Canaries in a whole dump, plain or as the bytes of a sealed column. */
const canariesIn = (file: string): string[] => {
  const hex = Buffer.from('CANARY').toString('hex');
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  return [...new Set(text.match(new RegExp(`CANARY[\\w.-]*|${hex}[0-9a-f]*`, 'g')) ?? [])].map((found) =>
    found.startsWith(hex) ? Buffer.from(found, 'hex').toString('utf8') : found,
  );
};

describe('erasure', () => {
  let world: PeopleWorld;
  const householdId = newId();

  beforeAll(async () => {
    world = await openPeopleWorld();
    // Whose file a regrouping leads to, and whose two results a pair stands for.
    const { id } = await world.household();
    for (let times = 0; times < 2; times += 1) await assess(world.api.station, id, 'S16', triageAnswers());
  });
  afterAll(() => world.close());

  it('knows every column with words in the tables of a household: emptied, or kept with a reason', async () => {
    const columns = await wordColumns(world.rows, await householdTables(world.rows));
    expect(columns.length).toBeGreaterThan(100);
    const gone = Object.keys(kept).filter((column) => !column.startsWith('*') && !columns.includes(column));
    expect(gone).toEqual([]);
    expect(Object.values(kept).filter((reason) => reason.trim() === '')).toEqual([]);
  });

  it('leaves no canary in a dump, and none after a restore of what was saved before', async () => {
    const { app, rows } = world;
    await fillEveryField(rows, householdId, isKept);
    const system = systemActor(DISTRICT, 'test');
    const sealer = app.get(Sealer);
    const before = join(folder, 'before.gz');
    await backup(app.database.ownerUrl, before);
    expect(canariesIn(before).length).toBeGreaterThan(50);

    const closed = await app.as(system, () => sealer.seal(householdId, 'a.b', householdId, 'CANARY'));
    await expect(app.as(system, () => sealer.open(householdId, 'a.b', householdId, closed))).resolves.toBe('CANARY');
    await connected(app.database.workerUrl, async (client) => {
      const erase = 'select app.erase_household($1) as done';
      await expect(client.query(erase, [householdId])).rejects.toThrow('only the machine erases');
      await client.query(`select set_config('app.kind', 'system', false)`);
      expect((await client.query(erase, [householdId])).rows).toEqual([{ done: true }]);
      expect((await client.query(erase, [newId()])).rows).toEqual([{ done: false }]);
    });
    await connected(app.database.appUrl, (client) =>
      expect(client.query('select app.erase_household($1)', [householdId])).rejects.toThrow('permission denied'),
    );
    await expect(app.as(system, () => sealer.open(householdId, 'a.b', householdId, closed))).rejects.toMatchObject({
      code: 'subject-erased',
    });

    const after = join(folder, 'after.gz');
    await backup(app.database.ownerUrl, after);
    expect(canariesIn(after)).toEqual([]);

    await listErasure(folder, { householdId, at: new Date().toISOString() });
    await listErasure(folder, { householdId, at: new Date().toISOString() });
    const list = await listedErasures(folder);
    expect(list).toEqual([householdId]);
    const target = await createDatabase();
    await restore(target.ownerUrl, before, list);
    const again = join(folder, 'again.gz');
    await backup(target.ownerUrl, again);
    expect(canariesIn(again)).toEqual([]);
    await target.drop();
  });
});
