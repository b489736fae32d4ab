import { Test, type TestingModule } from '@nestjs/testing';
import { Client } from 'pg';
import { type Actor, anonymousActor, DatabaseModule, newId, Transactions } from '../../../src/platform/database';
import { defineLifecycle, LifecycleModule, Lifecycles } from '../../../src/platform/lifecycle';
import { TimeModule } from '../../../src/platform/time';
import { createDatabase, type TestDatabase } from '../../support/database';

const loan = defineLifecycle({
  name: 'test-loan',
  states: ['asked', 'lent', 'returned'],
  initial: 'asked',
  final: ['returned'],
  moves: [
    {
      name: 'lend',
      from: ['asked'],
      to: 'lent',
      roles: ['station-worker'],
      guard: ({ amount }) => (Number(amount) > 100 ? 'amount-too-high' : null),
    },
    { name: 'return', from: ['lent'], to: 'returned', roles: ['household', 'station-worker'] },
  ],
});

const staff: Actor = {
  ...anonymousActor('test'),
  kind: 'user',
  userId: newId(),
  displayName: 'Li',
  roles: ['station-worker'],
  districtCodes: ['610000'],
  regionPath: '1/5',
};
const provider: Actor = { ...staff, userId: newId(), organisationId: newId(), roles: ['dispatcher'], regionPath: null };

describe('life cycles in the database', () => {
  let database: TestDatabase;
  let app: TestingModule;
  let lifecycles: Lifecycles;
  const as = <T>(actor: Actor, work: () => Promise<T>): Promise<T> => app.get(Transactions).run(actor, work);
  const request = (subjectId: string) =>
    ({ lifecycle: loan, subjectId, districtCode: '610000', regionPath: '1/5/', from: 'asked', move: 'lend' }) as const;

  beforeAll(async () => {
    database = await createDatabase();
    const imports = [TimeModule, DatabaseModule.forRoot(database.appUrl), LifecycleModule];
    app = await Test.createTestingModule({ imports }).compile();
    await app.init();
    lifecycles = app.get(Lifecycles);
  });
  afterAll(() => app?.close());

  describe('a move', () => {
    it('answers the new state and is logged with who, when and why', async () => {
      const subject = newId();
      const state = await as(staff, () => lifecycles.move({ ...request(subject), reason: 'winter' }));
      expect(state).toBe('lent');
      const log = await as(staff, () => lifecycles.log(subject));
      expect(log).toEqual([
        expect.objectContaining({
          ...{ lifecycle: 'test-loan', move: 'lend', fromState: 'asked', toState: 'lent', reason: 'winter' },
          ...{ actorId: staff.userId, actorKind: 'user', actorName: 'Li', at: expect.any(Date) },
        }),
      ]);
    });

    it('that is not possible from here is refused with the moves that are', async () => {
      const attempt = as(staff, () => lifecycles.move({ ...request(newId()), from: 'lent' }));
      await expect(attempt).rejects.toMatchObject({
        ...{ code: 'move-not-allowed', status: 409 },
        details: { allowed: ['return'] },
      });
    });

    it('of another role is refused, and nothing is logged', async () => {
      const subject = newId();
      const attempt = as({ ...staff, roles: ['household'] }, () => lifecycles.move(request(subject)));
      await expect(attempt).rejects.toMatchObject({ code: 'move-not-allowed', details: { allowed: [] } });
      expect(await as(staff, () => lifecycles.log(subject))).toEqual([]);
    });

    it('that its guard refuses carries the code of the guard', async () => {
      const attempt = (amount: number) => as(staff, () => lifecycles.move({ ...request(newId()), facts: { amount } }));
      await expect(attempt(101)).rejects.toMatchObject({ code: 'amount-too-high', status: 409 });
      await expect(attempt(100)).resolves.toBe('lent');
    });

    it('is undone with its transaction', async () => {
      const subject = newId();
      const undone = as(staff, async () => {
        await lifecycles.move(request(subject));
        throw new Error('no');
      });
      await expect(undone).rejects.toThrow('no');
      expect(await as(staff, () => lifecycles.log(subject))).toEqual([]);
    });
  });

  describe('the log', () => {
    it('is read by its region, by the organisation it names, and by nobody else', async () => {
      const subject = newId();
      await as(staff, () => lifecycles.move({ ...request(subject), organisationId: provider.organisationId }));
      const seen = async (actor: Actor) => (await as(actor, () => lifecycles.log(subject))).length;
      expect(await seen(staff)).toBe(1);
      expect(await seen({ ...staff, regionPath: '1' })).toBe(1);
      expect(await seen({ ...staff, regionPath: '1/50' })).toBe(0);
      expect(await seen({ ...staff, districtCodes: ['110000'] })).toBe(0);
      expect(await seen(provider)).toBe(1);
      expect(await seen({ ...provider, organisationId: newId() })).toBe(0);
    });

    it('of a subject without a region is read by staff of the district', async () => {
      const subject = newId();
      await as(staff, () => lifecycles.move({ ...request(subject), regionPath: null }));
      expect(await as(staff, () => lifecycles.log(subject))).toHaveLength(1);
      expect(await as({ ...staff, regionPath: null }, () => lifecycles.log(subject))).toHaveLength(0);
    });

    it('can be neither changed nor shortened by the roles of the application', async () => {
      for (const url of [database.appUrl, database.workerUrl]) {
        const client = new Client({ connectionString: url });
        await client.connect();
        await expect(client.query(`update moves set reason = ''`)).rejects.toThrow(/permission denied/);
        await expect(client.query('delete from moves')).rejects.toThrow(/permission denied/);
        await client.end();
      }
    });

    it("is not written in another's name", async () => {
      const forged = as(staff, () =>
        app.get(Transactions).manager.query(
          `insert into moves (id, lifecycle, subject_id, district_code, move, from_state, to_state, actor_id, actor_kind,
           actor_name, at) values ($1, 'x', $1, '610000', 'x', 'a', 'b', $2, 'user', 'Wang', now())`,
          [newId(), newId()],
        ),
      );
      await expect(forged).rejects.toThrow(/row-level security/);
    });
  });
});
