import { CiphertextError, KeyRotation, Sealer, SubjectDigests } from '../../../src/platform/crypto';
import { newId, Transactions } from '../../../src/platform/database';
import { rotateUnderTraffic } from '../../bench/key-rotation';
import { createDatabase } from '../../support/database';
import { as, secretKey, staff, system, TrustWorld } from './trust-rooms';

describe('sealed fields', () => {
  const [first, second] = [secretKey('first'), secretKey('second')];
  const worker = staff('station-worker');
  const subject = newId();
  const row = newId();
  let world: TrustWorld;
  let sealed: Buffer;

  beforeAll(async () => {
    world = await TrustWorld.open();
    const app = await world.start(first);
    sealed = await as(app, worker, () => app.get(Sealer).seal(subject, 'members.phone', row, '13800000000'));
  });
  afterAll(() => world.close());

  it('open in another transaction, and only in their own place', async () => {
    const app = await world.start(first);
    const sealer = app.get(Sealer);
    expect(await as(app, worker, () => sealer.open(subject, 'members.phone', row, sealed), true)).toBe('13800000000');
    await expect(as(app, worker, () => sealer.open(subject, 'members.phone', newId(), sealed))).rejects.toThrow(
      CiphertextError,
    );
    await expect(as(app, worker, () => sealer.open(newId(), 'members.phone', row, sealed))).rejects.toMatchObject({
      code: 'subject-erased',
    });
  });

  it('get one key though two transactions ask at once', async () => {
    const app = await world.start(first);
    const [sealer, other] = [app.get(Sealer), newId()];
    const both = await Promise.all(
      ['a', 'b'].map((text) => as(app, worker, () => sealer.seal(other, 't.c', row, text))),
    );
    expect(
      await as(app, worker, () => Promise.all(both.map((bytes) => sealer.open(other, 't.c', row, bytes)))),
    ).toEqual(['a', 'b']);
  });

  it('give the record no digests of a key that was never kept', async () => {
    const [app, elsewhere, other] = [await world.start(first), await world.start(first), newId()];
    const digestBy = async (one: typeof app) =>
      (await as(one, worker, () => one.get(SubjectDigests).of(other)))?.('said').toString('hex');
    await expect(
      as(app, worker, async () => {
        await app.get(SubjectDigests).of(other);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    const digest = await digestBy(app);
    expect(digest).toMatch(/^[0-9a-f]{32}$/);
    expect([await digestBy(elsewhere), await digestBy(app)]).toEqual([digest, digest]);
  });

  it('refuse a start with a wrong or without the needed key', async () => {
    await expect(world.start(secretKey('first'))).rejects.toThrow(/key first is not the key/);
    await expect(world.start(second)).rejects.toThrow(/key first is missing/);
  });

  it('lose nothing and gain nothing when a start is refused for a lost key', async () => {
    const all = async () =>
      (
        await world.owner.query(
          'select subject_id::text as id, key_id, wrapped from subject_keys union all select key_id, key_id, value from key_checks order by 1',
        )
      ).rows;
    const before = await all();
    await expect(world.start(second)).rejects.toThrow(/SECRET_KEYS: key first is missing, but data is sealed with it/);
    expect(await all()).toEqual(before);
  });

  it('get new wrappings while requests read and write, none of which fails', async () => {
    const database = await createDatabase();
    const result = await rotateUnderTraffic(database, { subjects: 3000, clients: 4 });
    expect(result).toMatchObject({ subjects: 3000, failed: 0 });
    expect(result.rewrapped).toBeGreaterThanOrEqual(3000);
    expect(result.steps).toBeGreaterThan(3);
    expect(result.requests).toBeGreaterThan(4);
    await database.drop();
  });

  it('survive a rotation unchanged, and the old index is still found', async () => {
    const before = await world.start(first);
    const index = before.get(Sealer).index('phone', '13800000000');
    const app = await world.start(`${second},${first}`);
    expect(await app.get(KeyRotation).rewrap()).toBeGreaterThan(0);
    expect(await app.get(KeyRotation).rewrap()).toBe(0);
    const { rows } = await world.owner.query('select distinct key_id from subject_keys');
    expect(rows).toEqual([{ key_id: 'second' }]);
    expect(await as(app, worker, () => app.get(Sealer).open(subject, 'members.phone', row, sealed))).toBe(
      '13800000000',
    );
    expect(app.get(Sealer).indexes('phone', '13800000000')).toContainEqual(index);
  });

  it('are gone when the subject is erased', async () => {
    const app = await world.start(`${second},${first}`);
    const sealer = app.get(Sealer);
    const digestIn = (one: typeof app) => as(one, system, () => one.get(SubjectDigests).of(subject));
    expect(await digestIn(app)).toBeDefined();
    await world.owner.query('select app.destroy_subject_key($1)', [subject]);
    expect(await digestIn(await world.start(`${second},${first}`))).toBeUndefined();
    await expect(as(app, worker, () => sealer.open(subject, 'members.phone', row, sealed))).rejects.toMatchObject({
      status: 410,
    });
    await expect(as(app, worker, () => sealer.seal(subject, 'members.phone', row, 'again'))).rejects.toMatchObject({
      code: 'subject-erased',
    });
    const { rows } = await world.owner.query('select wrapped from subject_keys where subject_id = $1', [subject]);
    expect(rows).toEqual([{ wrapped: null }]);
  });

  it('cannot have their keys changed or removed by the application', async () => {
    const app = await world.start(`${second},${first}`);
    const run = (sql: string) => as(app, system, () => app.get(Transactions).manager.query(sql));
    await expect(run('update subject_keys set wrapped = null')).rejects.toThrow(/permission denied/);
    await expect(run('delete from subject_keys')).rejects.toThrow(/permission denied/);
    await expect(run('select app.destroy_subject_key(subject_id) from subject_keys')).rejects.toThrow(
      /permission denied/,
    );
    await expect(run("update key_checks set value = ''")).rejects.toThrow(/permission denied/);
  });
});
