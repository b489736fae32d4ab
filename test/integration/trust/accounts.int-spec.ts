import type { INestApplicationContext } from '@nestjs/common';
import { anonymousActor, newId, Transactions } from '../../../src/platform/database';
import { Clock } from '../../../src/platform/time';
import {
  AcceptInvitation,
  Accounts,
  ApiKeys,
  ChangePassword,
  CreateAccount,
  type CreateAccountRequest,
  DeactivateAccount,
  InviteColleague,
  ResetPassword,
  Sessions,
  SetUpSecondFactor,
  SignIn,
} from '../../../src/trust/accounts';
import { codeOf } from '../../support/authenticator';
import { as, DISTRICT, secretKey, staff, system, TrustWorld } from './trust-rooms';

const PASSWORD = 'a quiet morning by the river';

describe('accounts', () => {
  const administrator = staff('system-administrator', { regionPath: null });
  let world: TrustWorld;
  let app: INestApplicationContext;
  let names = 0;

  beforeAll(async () => {
    world = await TrustWorld.open();
    app = await world.start(secretKey('a'));
  });
  afterAll(() => world.close());

  const post = { role: 'station-worker', districtCode: DISTRICT, regionPath: '1/5' };
  const create = (changes: Partial<CreateAccountRequest> = {}) => {
    const request = {
      username: `worker${(names += 1)}`,
      displayName: 'Wang Li',
      password: PASSWORD,
      posts: [post],
      ...changes,
    };
    return as(app, administrator, () => app.get(CreateAccount).execute(request)).then((made) => ({
      ...made,
      username: request.username,
    }));
  };
  const signIn = (username: string, password = PASSWORD, changes: { code?: string; address?: string } = {}) =>
    app.get(SignIn).execute({ username, password, kind: 'bearer', address: `10.0.0.${(names += 1)}`, ...changes });
  const resolve = (token: string) => app.get(Sessions).resolve(token, 'bearer');

  it('let their owner in, as the actor of their post', async () => {
    const { id, username } = await create();
    const { token, actor } = await signIn(`  ${username.toUpperCase()}`);
    const resolved = await resolve(token);
    expect(resolved).toMatchObject({ actor, secondFactor: 'missing' });
    expect(actor).toMatchObject({
      kind: 'user',
      userId: id,
      roles: ['station-worker'],
      districtCodes: [DISTRICT],
      regionPath: '1/5',
    });
    expect(await app.get(Sessions).resolve(token, 'cookie')).toBeNull();
    expect(await resolve('unknown')).toBeNull();
  });

  it('fail alike for a wrong name and a wrong password, and it is recorded', async () => {
    const { id, username } = await create();
    await expect(signIn(username, 'wrong')).rejects.toMatchObject({ code: 'sign-in-failed', status: 401 });
    await expect(signIn('nobody-at-all', PASSWORD)).rejects.toMatchObject({ code: 'sign-in-failed', status: 401 });
    const { rows } = await world.owner.query(
      "select subject_id from audit_events where action = 'session.refused' order by at desc limit 2",
    );
    expect(rows).toEqual([{ subject_id: null }, { subject_id: id }]);
  });

  it('are closed to guessing after ten failures from everywhere, but not to their owner', async () => {
    const { username } = await create();
    const home = '10.7.7.7';
    await signIn(username, PASSWORD, { address: home });
    const tries = await Promise.allSettled(Array.from({ length: 14 }, () => signIn(username, 'wrong')));
    const codes = tries
      .map((attempt) => (attempt as PromiseRejectedResult).reason as { code: string })
      .map((error) => error.code);
    expect(codes.filter((code) => code === 'sign-in-failed')).toHaveLength(10);
    await expect(signIn(username)).rejects.toMatchObject({ code: 'too-many-attempts', status: 429 });
    await expect(signIn(username, PASSWORD, { address: home })).resolves.toBeDefined();
    await world.owner.query("update rate_limits set window_started_at = window_started_at - interval '16 minutes'");
    await expect(signIn(username)).resolves.toBeDefined();
  });

  it('limit an address over all names', async () => {
    await world.owner.query("insert into rate_limits values ('sign-in|address|10.9.9.9', 100, clock_timestamp())");
    const { username } = await create();
    await expect(signIn(username, PASSWORD, { address: '10.9.9.9' })).rejects.toMatchObject({ status: 429 });
  });

  it('of two administrators who end each other at once, one stays', async () => {
    const posts = [{ role: 'system-administrator', districtCode: DISTRICT }];
    const [one, two] = [await create({ posts }), await create({ posts })];
    const acting = (userId: string, other: string) =>
      as(app, { ...administrator, userId }, () => app.get(DeactivateAccount).execute(other));
    for (let round = 0; round < 5; round += 1) {
      await world.owner.query("update accounts set state = 'active' where id = any($1)", [[one.id, two.id]]);
      const outcomes = await Promise.allSettled([acting(one.id, two.id), acting(two.id, one.id)]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const refused = outcomes.find((outcome) => outcome.status === 'rejected');
      expect(refused?.reason).toMatchObject({ status: 403 });
    }
    const { rows } = await world.owner.query('select state from accounts where id = any($1) order by state', [
      [one.id, two.id],
    ]);
    expect(rows).toEqual([{ state: 'active' }, { state: 'deactivated' }]);
  });

  it('lose every session and key in the moment they are deactivated', async () => {
    const { id, username } = await create();
    const [one, two] = [await signIn(username), await signIn(username)];
    const owner = staff('station-worker', { userId: id, regionPath: '1/5' });
    const wanted = { name: 'import', scopes: ['households:read' as const], days: 30, current: PASSWORD };
    const { key } = await as(app, owner, () => app.get(ApiKeys).issue(wanted));
    expect((await resolve(key))?.actor.userId).toBe(id);
    await as(app, administrator, () => app.get(DeactivateAccount).execute(id));
    expect([await resolve(one.token), await resolve(two.token), await resolve(key)]).toEqual([null, null, null]);
    await expect(signIn(username)).rejects.toMatchObject({ code: 'sign-in-failed' });
    await expect(as(app, administrator, () => app.get(DeactivateAccount).execute(id))).rejects.toMatchObject({
      code: 'account-deactivated',
    });
    const self = { ...administrator, userId: id };
    await expect(as(app, self, () => app.get(DeactivateAccount).execute(id))).rejects.toMatchObject({
      code: 'account-own',
    });
  });

  it('end a session at sign-out, when idle and when its time is over', async () => {
    const { username } = await create();
    const [left, idle, over] = [await signIn(username), await signIn(username), await signIn(username)];
    await app.get(Sessions).signOut(left.token);
    await world.owner.query("update sessions set last_seen_at = last_seen_at - interval '13 hours' where id = $1", [
      idle.actor.sessionId,
    ]);
    await world.owner.query('update sessions set expires_at = clock_timestamp() where id = $1', [over.actor.sessionId]);
    expect([await resolve(left.token), await resolve(idle.token), await resolve(over.token)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('have no power once the post has ended (R14)', async () => {
    const { id, username } = await create();
    const { token } = await signIn(username);
    await world.owner.query('update account_roles set valid_until = $2 where account_id = $1', [
      id,
      new Date(app.get(Clock).now().getTime() + 3_600_000),
    ]);
    expect(await resolve(token)).not.toBeNull();
    const clock = app.get(Clock);
    clock.set(new Date(clock.now().getTime() + 7_200_000));
    expect(await resolve(token)).toBeNull();
    clock.reset();
  });

  it('ask for a second factor once it is set up, and take each code once', async () => {
    const { id, username } = await create();
    const { actor } = await signIn(username);
    const { secret } = await as(app, actor, () => app.get(SetUpSecondFactor).propose());
    const setUp = (code: string) => as(app, actor, () => app.get(SetUpSecondFactor).execute({ secret, code }));
    await expect(setUp('12345')).rejects.toMatchObject({ status: 422 });
    const first = codeOf(secret);
    expect(new Set(await setUp(first)).size).toBe(10);
    await expect(signIn(username)).rejects.toMatchObject({ code: 'second-factor-required', status: 401 });
    const failed = { code: 'sign-in-failed', status: 401 };
    await expect(signIn(username, PASSWORD, { code: '12345' })).rejects.toMatchObject(failed);
    await expect(signIn(username, PASSWORD, { code: first })).rejects.toMatchObject(failed);
    const next = codeOf(secret, 1);
    await expect(signIn(username, PASSWORD, { code: next })).resolves.toMatchObject({ secondFactor: 'set' });
    await expect(signIn(username, PASSWORD, { code: next })).rejects.toMatchObject(failed);
    await as(app, administrator, () => app.get(ResetPassword).issue(id));
    await expect(signIn(username)).rejects.toMatchObject({ code: 'second-factor-required' });
  });

  it('are made active by a one-time link, which ends at its first use', async () => {
    const { username, link } = await create({ password: undefined });
    await expect(signIn(username)).rejects.toMatchObject({ code: 'sign-in-failed' });
    const use = () => as(app, anonymousActor(), () => app.get(ResetPassword).execute(link!.token, PASSWORD));
    await use();
    await expect(use()).rejects.toMatchObject({ code: 'password-link-ended', status: 410 });
    const { actor, token } = await signIn(username);
    const next = 'another quiet morning';
    await expect(as(app, actor, () => app.get(ChangePassword).execute('wrong', next))).rejects.toMatchObject({
      status: 422,
    });
    const other = await signIn(username);
    await as(app, actor, () => app.get(ChangePassword).execute(PASSWORD, next));
    expect([await resolve(token), await resolve(other.token)]).toEqual([expect.anything(), null]);
  });

  it('come from an invitation with the role and place it names', async () => {
    const organisationId = newId();
    const dispatcher = staff('dispatcher', { organisationId, regionPath: null });
    const invite = (role: string) =>
      as(app, dispatcher, () => app.get(InviteColleague).execute({ post: { role, organisationId: newId() } }));
    await expect(invite('officer')).rejects.toMatchObject({ status: 403 });
    const { token } = await invite('practitioner');
    const accept = (username: string) =>
      as(app, anonymousActor(), () =>
        app.get(AcceptInvitation).execute({ token, username, displayName: 'Li Na', password: PASSWORD }),
      );
    const { username } = await create();
    await expect(accept(username)).rejects.toMatchObject({ details: { fields: [{ code: 'username-taken' }] } });
    await accept('li.na');
    await expect(accept('li.na2')).rejects.toMatchObject({ code: 'invitation-ended' });
    expect((await signIn('li.na')).actor).toMatchObject({
      organisationId,
      roles: ['practitioner'],
      districtCodes: [DISTRICT],
    });
  });

  it('are listed to colleagues only, and their hashes to nobody', async () => {
    const far = await as(app, { ...system, districtCodes: ['district-b'] }, () =>
      app.get(CreateAccount).execute({
        username: 'far.away',
        displayName: 'Far',
        password: PASSWORD,
        posts: [{ ...post, districtCode: 'district-b' }],
      }),
    );
    const list = (actor: typeof administrator) => as(app, actor, () => app.get(Accounts).list({ limit: 200 }), true);
    const near = await list(staff('centre-worker'));
    expect(near.items.length).toBeGreaterThan(3);
    expect(near.items.map((row) => row.id)).not.toContain(far.id);
    expect((await list(staff('dispatcher', { organisationId: newId() }))).items).toEqual([]);
    const page = await as(app, administrator, () => app.get(Accounts).list({ limit: 2, role: 'station-worker' }), true);
    expect([page.items.length, page.next === null]).toEqual([2, false]);
    const manager = () => app.get(Transactions).manager;
    for (const sql of [
      'select password_hash from accounts',
      'select token_hash from sessions',
      'select hash from api_keys',
      'select code_hash from recovery_codes',
      'select totp_ciphertext from accounts',
      'select * from rate_limits',
    ]) {
      await expect(as(app, system, () => manager().query(sql))).rejects.toThrow(/permission denied/);
    }
  });

  it('are not made by those who may not, nor for oneself, nor elsewhere', async () => {
    const attempt = (actor: typeof administrator, district = DISTRICT) =>
      as(app, actor, () =>
        app.get(CreateAccount).execute({
          username: 'x.y.z',
          displayName: 'X',
          password: PASSWORD,
          posts: [{ ...post, districtCode: district }],
        }),
      );
    await expect(attempt(staff('centre-worker'))).rejects.toThrow(/row-level security/);
    await expect(attempt(administrator, 'district-b')).rejects.toThrow(/row-level security/);
  });
});
