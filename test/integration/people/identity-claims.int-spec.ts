import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { AppModule } from '../../../src/app.module';
import { createWebApp } from '../../../src/platform/start';
import { householdInput, identityNumber, memberInput } from '../../factories/households.factory';
import { testConfig } from '../../support/app';
import { type Login, loginAs } from '../../support/district';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from './assessed-household';

interface File {
  id: string;
  number: string;
  code: string;
  members: Array<{ id: string; version: number }>;
}

const person = (number: string, changes: object = {}) =>
  memberInput({ birthDate: undefined, identityKind: 'resident-id', identityNumber: number, ...changes });

describe('people/households: nobody is in two households of a district (R25, R99)', () => {
  let world: PeopleWorld;
  let neighbour: Login;
  /** The same installation in the middle of a key rotation: another key is active, the old one still in the ring. */
  let rotated: NestFastifyApplication;
  const claims = async () =>
    Number((await world.rows<{ n: string }>('select count(*) as n from identity_claims'))[0]!.n);
  const openAt = (regionCode: string, number: string, login: Login, server = world.app.app.getHttpServer()) =>
    request(server)
      .post('/api/v1/households')
      .set('authorization', `Bearer ${login.token}`)
      .set('idempotency-key', randomUUID())
      .send(householdInput({ regionCode, members: [person(number)] }));

  beforeAll(async () => {
    world = await openPeopleWorld();
    const [unit] = await world.rows<{ id: string }>(
      "select u.id from units u join regions r on r.id = u.region_id where u.tier = 'window' and r.code = $1",
      [OTHER_VILLAGE],
    );
    neighbour = await loginAs(world.app, 'window-worker', { unitId: unit!.id });
    const config = testConfig(world.app.database);
    config.secretKeys = `next:${Buffer.alloc(32, 9).toString('base64')},${config.secretKeys}`;
    rotated = await createWebApp(AppModule.forRoot(config, world.app.database.appUrl), config);
    await rotated.init();
    await rotated.getHttpAdapter().getInstance().ready();
  });
  afterAll(async () => {
    await rotated.close();
    await world.close();
  });

  const searched = async () =>
    (
      await world.rows<{ count: number }>(
        "select count(*)::int as count from audit_events where action = 'household.searched' and actor_id = any($1)",
        [[world.logins.window.accountId, neighbour.accountId]],
      )
    )[0]!.count;

  it('lets exactly one of two win who open the same person at once, in villages that cannot see each other', async () => {
    const searches = await searched();
    for (let round = 0; round < 8; round += 1) {
      const number = identityNumber(`1950-03-${String(round + 10)}`);
      const before = await claims();
      const answers = await Promise.all([
        openAt('990101001001', number, world.logins.window),
        openAt(OTHER_VILLAGE, number, neighbour),
      ]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
      const won = answers.find((answer) => answer.status === 201)!.body as File;
      const lost = answers.find((answer) => answer.status === 409)!;
      expect((lost.body as File).code).toBe('person-in-unseen-household');
      // Told that the person has a file elsewhere: a search, on the record though the request was refused.
      expect(await searched()).toBe(searches + round + 1);
      expect(lost.text).not.toContain(won.number);
      expect(lost.text).toContain('本区县的另一户');
      expect(await claims()).toBe(before + 1);
    }
  });

  it('names the other file to whoever may see it', async () => {
    for (let round = 0; round < 4; round += 1) {
      const number = identityNumber(`1951-04-${String(round + 10)}`);
      const answers = await Promise.all([
        openAt('990101001001', number, world.logins.window),
        openAt('990101001001', number, world.logins.centre),
      ]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
      const won = answers.find((answer) => answer.status === 201)!.body as File;
      const lost = answers.find((answer) => answer.status === 409)!;
      expect((lost.body as File).code).toBe('person-in-other-household');
      expect(lost.text).toContain(won.number);
    }
  });

  it('holds while keys are rotated, whichever instance is asked first', async () => {
    for (let round = 0; round < 4; round += 1) {
      const number = identityNumber(`1952-05-${String(round + 10)}`);
      const answers = await Promise.all([
        openAt('990101001001', number, world.logins.window, rotated.getHttpServer()),
        openAt(OTHER_VILLAGE, number, neighbour),
      ]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    }
    const early = identityNumber('1953-06-01');
    expect((await openAt('990101001001', early, world.logins.window)).status).toBe(201);
    expect((await openAt('990101001001', early, world.logins.centre, rotated.getHttpServer())).status).toBe(409);
    const late = identityNumber('1953-06-02');
    expect((await openAt('990101001001', late, world.logins.window, rotated.getHttpServer())).status).toBe(201);
    expect((await openAt('990101001001', late, world.logins.centre)).status).toBe(409);
  });

  it('frees the number when somebody leaves or the number was mistyped', async () => {
    const [first, second] = [identityNumber('1961-07-01'), identityNumber('1961-07-02')];
    const opened = await world.api.window.post(
      'households',
      householdInput({ members: [person(first), person(second, { relation: 'spouse', name: '钱氏' })] }),
    );
    const [head, spouse] = (opened.body as File).members;
    expect((await openAt(OTHER_VILLAGE, second, neighbour)).status).toBe(409);
    expect((await world.api.window.post(`members/${spouse!.id}/leave`, { reason: 'married' })).status).toBe(200);
    expect((await openAt(OTHER_VILLAGE, second, neighbour)).status).toBe(201);
    const right = identityNumber('1961-07-03');
    const corrected = await world.api.window.patch(`members/${head!.id}`, { identityNumber: right }, head!.version);
    expect(corrected.status).toBe(200);
    expect((await openAt(OTHER_VILLAGE, first, neighbour)).status).toBe(201);
    expect((await openAt(OTHER_VILLAGE, right, neighbour)).status).toBe(409);
    const same = await world.api.window.patch(
      `members/${head!.id}`,
      { identityNumber: right, name: '改名' },
      head!.version + 1,
    );
    expect(same.status).toBe(200);
    const taken = await world.api.window.patch(`members/${head!.id}`, { identityNumber: second }, head!.version + 2);
    expect(taken.status).toBe(409);
    // The refusal undid the release too.
    expect((await openAt(OTHER_VILLAGE, right, neighbour)).status).toBe(409);
  });

  it('says which one when a person stands twice in a form or in a file', async () => {
    const number = identityNumber('1962-08-01');
    const twice = await world.api.window.post(
      'households',
      householdInput({
        members: [
          person(number),
          person(number, { relation: 'child' }),
          memberInput({ relation: 'child', phone: '13800138000', identityKind: 'resident-id', identityNumber: '123' }),
        ],
      }),
    );
    expect(twice.status).toBe(422);
    const { errors } = twice.body as { errors: Array<{ field: string; code: string }> };
    expect(errors.map(({ field, code }) => `${field} ${code}`)).toEqual(
      expect.arrayContaining([
        'members.1.identityNumber identity-number-twice',
        'members.2.identityNumber identity-number-format',
      ]),
    );
    const { id } = (await openAt('990101001001', number, world.logins.window)).body as File;
    const again = await world.api.window.post(`households/${id}/members`, person(number, { relation: 'child' }));
    expect([again.status, (again.body as File).code]).toEqual([409, 'person-in-household-already']);
  });

  it('is a rule of the database too', async () => {
    const number = identityNumber('1963-09-01');
    const { id, members } = (await openAt('990101001001', number, world.logins.window)).body as File;
    const copy = world.rows(
      'insert into identity_claims select district_code, identity_index, $1, $2 from identity_claims where member_id = $2',
      [id, members[0]!.id],
    );
    await expect(copy).rejects.toThrow(/identity_claims_pkey/);
  });
});
