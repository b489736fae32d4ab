import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrationClasses } from '../../../src/platform/database';
import { connected } from '../consistency/catalogue';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

interface Row {
  note: string | null;
  sealed: Buffer | null;
}

const FAMILY = [
  { name: '王有田', relation: 'head', birthDate: '1960-05-01' },
  { name: '王建军', relation: 'child', birthDate: '1990-07-08' },
];
const NOTE = '年底搬到新房';

describe('words on people that were plain before they were sealed (design 8.7)', () => {
  let world: PeopleWorld;
  let migration: MigrationInterface;
  let regrouping: string;
  let obligor: string;
  let household: string;
  beforeAll(async () => {
    // Its own: the migration goes down and up under it.
    world = await openPeopleWorld({ alone: true });
    migration = new (migrationClasses().find(({ name }) => name.startsWith('SealWordsOnPeople'))!)();
    const { station, window } = world.api;
    const { id } = await world.household(FAMILY);
    household = id;
    const { members } = (await station.get(`households/${id}`)).body as {
      members: Array<{ id: string; name: string }>;
    };
    const [head, son] = FAMILY.map(({ name }) => members.find((one) => one.name === name)!.id);
    const owing = { name: '王建国', relation: 'child', memberId: head, note: NOTE };
    obligor = ((await window.post(`households/${id}/obligors`, owing)).body as { id: string }).id;
    const going = { kind: 'split', members: [{ memberId: son, relation: 'head' }], reason: 'married', note: NOTE };
    regrouping = ((await station.post(`households/${id}/regroupings`, going)).body as { id: string }).id;
  }, 120_000);
  afterAll(() => world?.close());

  const rowsOf = async (table: string, id: string) =>
    world.rows<Row>(`select note, note_ciphertext as sealed from ${table} where id = $1`, [id]);
  const shown = async () => {
    const [one, other] = [
      await world.api.window.get(`obligors/${obligor}`),
      await world.api.window.get(`regroupings/${regrouping}`),
    ];
    return [one, other].map(({ body }) => (body as { note: string | null }).note);
  };

  it('no table has the words that were typed, and the file shows them', async () => {
    expect(await shown()).toEqual([NOTE, NOTE]);
    for (const [table, id] of [
      ['support_obligors', obligor],
      ['regroupings', regrouping],
    ] as const) {
      const [row] = await rowsOf(table, id);
      expect([row!.note, row!.sealed!.includes(NOTE)]).toEqual([null, false]);
      const plain = world.rows(`update ${table} set note = '明文' where id = $1`, [id]);
      await expect(plain).rejects.toThrow(`${table}_words_sealed_check`);
    }
  });

  it('down says aloud what it drops; up loses no word: the worker seals what it finds, once, on the record', async () => {
    const warnings: string[] = [];
    await connected(world.app.database.ownerUrl, async (client) => {
      client.on('notice', ({ message }) => warnings.push(message ?? ''));
      const runner = { query: (sql: string) => client.query(sql) } as unknown as QueryRunner;
      await migration.down(runner);
      for (const table of ['support_obligors', 'regroupings'])
        await client.query(`update ${table} set note = '旧说明' where note is null`);
      await migration.up(runner);
    });
    expect(warnings).toEqual([expect.stringContaining('sealed words of 2 rows are dropped')]);
    // Not yet sealed: kept, and shown to nobody.
    expect(await shown()).toEqual([null, null]);
    await world.app.drain();
    await world.app.drain();
    expect(await shown()).toEqual(['旧说明', '旧说明']);
    for (const [table, id] of [
      ['support_obligors', obligor],
      ['regroupings', regrouping],
    ] as const)
      expect(await rowsOf(table, id)).toEqual([{ note: null, sealed: expect.any(Buffer) as Buffer }]);
    const told = await world.rows(
      "select action from audit_events where household_id = $1 and action like '%-sealed' order by 1",
      [household],
    );
    expect(told).toEqual([{ action: 'obligor.note-sealed' }, { action: 'regrouping.words-sealed' }]);
    // Nobody has changed the files: what was done can still be undone (R99).
    expect((await world.api.centre.post(`regroupings/${regrouping}/undo`)).status).toBe(200);
  });
});
