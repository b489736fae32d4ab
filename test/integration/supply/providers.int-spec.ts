import { randomUUID } from 'node:crypto';
import { Providers } from '../../../src/supply/providers';
import { creditCode, registration } from '../../factories/supply.factory';
import type { TestApp } from '../../support/app';
import { type Login, loginAs, openDistrict } from '../../support/district';

describe('providers', () => {
  let app: TestApp;
  let centre: Login;

  beforeAll(async () => {
    app = await openDistrict();
    centre = await loginAs(app, 'centre-worker');
  });
  afterAll(() => app.close());

  const register = async (changes: object = {}) => {
    const answer = await app.api().post('providers', registration(changes));
    expect(answer.status).toBe(201);
    return answer.body as { id: string; number: string };
  };
  const approve = async (id: string) => {
    const answer = await app.api(centre.token).post(`providers/${id}/approve`);
    expect(answer.status).toBe(200);
    return answer.body as { invitation: string; state: string; version: number };
  };

  it('register themselves and are let in by the centre (B50)', async () => {
    const { id, number } = await register();
    expect(number).toMatch(/^P-\d{4}-\d{6}$/);
    const waiting = await app.api(centre.token).get('providers?state=applied&limit=200');
    expect((waiting.body as { items: Array<{ id: string }> }).items.map((row) => row.id)).toContain(id);
    const { state, invitation } = await approve(id);
    expect(state).toBe('approved');
    const token = invitation.split(/[/=]/).pop()!;
    const username = `dispatcher-${id.slice(-8)}`;
    const password = 'a quiet morning by the river';
    const accepted = await app
      .api()
      .post('invitations/accept', { token, username, displayName: 'Wang Fang', password });
    expect(accepted.status).toBe(204);
    const session = await app.api().post('sessions', { username, password });
    expect(session.body).toMatchObject({ actor: { organisationId: id, roles: ['dispatcher'] } });
  });

  it('are refused with wrong, missing or taken codes and unknown fields', async () => {
    const fields = async (changes: object) => {
      const answer = await app.api().post('providers', registration(changes));
      expect(answer.status).toBe(422);
      return (answer.body as { errors: Array<{ field: string; code: string }> }).errors.map(
        (one) => `${one.field} ${one.code}`,
      );
    };
    expect(await fields({ creditCode: '51000000000000000Q' })).toEqual(['creditCode credit-code-check-character']);
    expect(await fields({ creditCode: undefined })).toEqual(['creditCode credit-code-required']);
    expect(await fields({ regionCode: '123456' })).toEqual(['regionCode region-not-found']);
    expect(await fields({ owner: true })).toEqual(['owner unknown-field']);
    const code = creditCode();
    await register({ creditCode: code });
    expect(await fields({ creditCode: code })).toEqual(['creditCode credit-code-taken']);
    await register({ kind: 'volunteer-group', creditCode: undefined });
  });

  it('are refused and suspended with a reason, and not twice', async () => {
    const { id } = await register();
    const decide = (move: string, body: object = {}) => app.api(centre.token).post(`providers/${id}/${move}`, body);
    expect((await decide('refuse')).body).toMatchObject({
      errors: [{ field: 'reason', code: 'supply-reason-missing' }],
    });
    expect((await decide('suspend', { reason: 'x' })).body).toMatchObject({
      code: 'move-not-allowed',
      allowed: ['approve', 'refuse'],
    });
    expect((await decide('refuse', { reason: 'not found in the register' })).body).toMatchObject({ state: 'refused' });
    expect((await decide('approve')).status).toBe(409);
    const worker = await loginAs(app, 'window-worker');
    expect((await app.api(worker.token).post(`providers/${id}/approve`)).status).toBe(403);
  });

  it('keep their own data, nobody else’s', async () => {
    const [own, other, applied] = [await register(), await register(), await register()];
    await approve(own.id);
    await approve(other.id);
    const dispatcher = await loginAs(app, 'dispatcher', { organisationId: own.id });
    const edit = (id: string, version: number) =>
      app.api(dispatcher.token).patch(`providers/${id}`, { phone: '028-1234 567' }, version);
    expect((await edit(own.id, 1)).status).toBe(412);
    expect((await edit(own.id, 2)).body).toMatchObject({ phone: '028-1234 567', version: 3 });
    expect((await edit(other.id, 2)).status).toBe(403);
    // Who has only applied is the centre's business.
    expect((await edit(applied.id, 1)).status).toBe(404);
    const invite = (id: string) =>
      app.api(dispatcher.token).post(`providers/${id}/invitations`, { role: 'practitioner' });
    expect((await invite(own.id)).status).toBe(201);
    expect((await invite(other.id)).status).toBe(403);
  });

  it('show staff credentials with their end to the centre, not to each other (B30)', async () => {
    const [own, other] = [await register(), await register()];
    await approve(own.id);
    const [mine, theirs] = [
      await loginAs(app, 'dispatcher', { organisationId: own.id }),
      await loginAs(app, 'dispatcher', { organisationId: other.id }),
    ];
    const path = `providers/${own.id}/credentials`;
    const given = { holderName: 'Li Na', kind: 'background-check', expiresOn: '2020-01-01' };
    const added = await app.api(mine.token).post(path, given);
    expect(added.body).toMatchObject({ expired: true, checkedAt: null });
    const { id } = added.body as { id: string };
    const edited = await app.api(centre.token).patch(`${path}/${id}`, { ...given, expiresOn: '2099-01-01' }, 1);
    expect(edited.body).toMatchObject({ expired: false, version: 2, checkedAt: expect.any(String) as string });
    expect((await app.api(theirs.token).get(path)).body).toEqual({ items: [], next: null });
    expect((await app.api(theirs.token).post(path, given)).status).toBe(403);
    expect((await app.api(mine.token).post(path, { ...given, expiresOn: '2026-02-30' })).status).toBe(422);
    expect((await app.api(mine.token).delete(`${path}/${id}`)).status).toBe(204);
  });

  it('are unseen from another district', async () => {
    const { id } = await register();
    const { as } = app;
    const stranger = { ...centre.actor, districtCodes: ['990202'] };
    await expect(as(stranger, () => app.get(Providers).get(id))).rejects.toMatchObject({ status: 404 });
    expect((await app.api(centre.token).get(`providers/${randomUUID()}`)).status).toBe(404);
  });
});
