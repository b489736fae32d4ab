import type { INestApplicationContext } from '@nestjs/common';
import { newId, Transactions } from '../../../src/platform/database';
import { HouseholdLinks, Sessions } from '../../../src/trust/accounts';
import { as, DISTRICT, secretKey, staff, TrustWorld } from './trust-rooms';

describe('household links', () => {
  const worker = staff('station-worker');
  let world: TrustWorld;
  let app: INestApplicationContext;
  const place = () => ({ householdId: newId(), districtCode: DISTRICT, regionPath: '1/5/' });
  const issue = (where = place()) => as(app, worker, () => app.get(HouseholdLinks).issue(where));
  const verify = (token: string, pin: string) => app.get(HouseholdLinks).verify(token, pin, '10.0.0.1');
  const wrong = (pin: string) => (pin === '000000' ? '000001' : '000000');

  beforeAll(async () => {
    world = await TrustWorld.open();
    app = await world.start(secretKey('a'));
  });
  afterAll(() => world.close());

  it('open the household page of their household only', async () => {
    const where = place();
    const { token, pin } = await issue(where);
    expect(pin).toMatch(/^\d{6}$/);
    const { token: session } = await verify(token, `${pin.slice(0, 3)} ${pin.slice(3)}`);
    const resolved = await app.get(Sessions).resolve(session, 'household');
    expect(resolved?.actor).toMatchObject({
      kind: 'household',
      householdId: where.householdId,
      roles: ['household'],
      userId: null,
    });
    expect(await app.get(Sessions).resolve(session, 'cookie')).toBeNull();
  });

  it('die after five wrong PINs, guessed one by one or at once', async () => {
    const { token, pin } = await issue();
    await expect(verify(token, wrong(pin))).rejects.toMatchObject({
      code: 'household-pin-wrong',
      details: { params: { left: 4 } },
    });
    const rest = await Promise.allSettled(Array.from({ length: 8 }, () => verify(token, wrong(pin))));
    expect(rest.filter((one) => (one as PromiseRejectedResult).reason.code === 'household-pin-wrong')).toHaveLength(3);
    await expect(verify(token, pin)).rejects.toMatchObject({ code: 'household-link-locked', status: 423 });
    expect(await app.get(HouseholdLinks).state(token)).toBe('locked');
  });

  it('forget wrong PINs after the right one', async () => {
    const { token, pin } = await issue();
    for (let round = 0; round < 3; round += 1) {
      for (let attempt = 0; attempt < 3; attempt += 1)
        await expect(verify(token, wrong(pin))).rejects.toMatchObject({ status: 401 });
      await verify(token, pin);
    }
  });

  it('end, with their sessions, when a new one is issued, and after their time', async () => {
    const where = place();
    const first = await issue(where);
    const opened = await verify(first.token, first.pin);
    const second = await issue(where);
    expect(await app.get(Sessions).resolve(opened.token, 'household')).toBeNull();
    await expect(verify(first.token, first.pin)).rejects.toMatchObject({ code: 'household-link-ended', status: 410 });
    await world.owner.query('update household_links set expires_at = clock_timestamp() where id = $1', [second.id]);
    await expect(verify(second.token, second.pin)).rejects.toMatchObject({ code: 'household-link-ended' });
    await expect(verify('never-was', '123456')).rejects.toMatchObject({ status: 410 });
  });

  it('are issued within the own area only, and their hashes are nobody to see', async () => {
    await expect(issue({ ...place(), regionPath: '2/7/' })).rejects.toThrow(/row-level security/);
    const query = (sql: string) => as(app, worker, () => app.get(Transactions).manager.query(sql));
    await expect(query('select pin_hash from household_links')).rejects.toThrow(/permission denied/);
  });
});
