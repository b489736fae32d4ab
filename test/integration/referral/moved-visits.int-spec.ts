import { type Firm, openReferralWorld, type ReferralBody, type ReferralWorld } from './referral-world';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('a visit moved away after the door came open (C3)', () => {
  let world: ReferralWorld;
  let firm: Firm;
  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
  }, 120_000);
  afterAll(() => world?.close());
  afterEach(() => world.app.clock.reset());

  const later = (milliseconds: number) => world.app.clock.set(new Date(world.app.clock.now().getTime() + milliseconds));
  const at = (milliseconds: number) => new Date(world.app.clock.now().getTime() + milliseconds).toISOString();
  const schedule = async (referral: { id: string }, milliseconds: number) => {
    const { status, body } = await firm.api.post(`referrals/${referral.id}/schedule`, {
      scheduledFor: at(milliseconds),
    });
    return status === 200 ? (body as ReferralBody).state : (body as { code: string }).code;
  };
  const accepted = async () => {
    // Ten in the morning of the next day: a few minutes more are the same day.
    world.app.clock.set(new Date(Date.parse(`${world.app.clock.today()}T02:00:00Z`) + DAY));
    const referral = await world.sent(await world.person(), await world.offering(firm));
    return world.act(firm.api, referral, 'accept');
  };
  const toOwner = async ({ id }: { id: string }) => {
    await world.app.drain();
    const rows = await world.rows<{ template: string }>(
      `select template from notifications where subject_id = $1 and recipient_kind = 'account' and template like '%scheduled%'
       order by id`,
      [id],
    );
    return rows.map(({ template }) => template);
  };

  it('is told to the owner, and is not done twice until staff paused and resumed it', async () => {
    const referral = await accepted();
    expect(await schedule(referral, MINUTE)).toBe('scheduled');
    expect(await world.look(referral, firm.api)).toMatchObject({ contact: { address: expect.any(String) } });
    expect(await schedule(referral, DAY)).toBe('scheduled');
    expect(await toOwner(referral)).toEqual(['referral-scheduled', 'referral-scheduled-moved']);
    expect(await schedule(referral, MINUTE)).toBe('scheduled');
    expect(await schedule(referral, 2 * MINUTE)).toBe('scheduled');
    expect(await schedule(referral, DAY)).toBe('visit-moved-before');
    await world.act(firm.api, referral, 'hold', { reason: 'ill' });
    await world.act(firm.api, referral, 'resume');
    expect(await schedule(referral, DAY)).toBe('visit-moved-before');
    // Letting the day pass is no way round.
    later(DAY);
    expect(await schedule(referral, 0)).toBe('visit-moved-before');
    await world.act(world.api.window, referral, 'hold', { reason: 'asked why nobody came' });
    await world.act(world.api.window, referral, 'resume');
    expect(await schedule(referral, 0)).toBe('scheduled');
  });

  it('leaves alone a visit moved before its day, and the next visit after one that took place', async () => {
    const referral = await accepted();
    for (const days of [2, 3]) expect(await schedule(referral, days * DAY)).toBe('scheduled');
    later(3 * DAY);
    await world.act(firm.practitioner, referral, 'start');
    for (const days of [1, 1, 1]) {
      later(days * MINUTE);
      expect(await schedule(referral, days * DAY)).toBe('in-service');
      later(days * DAY);
    }
    expect(new Set(await toOwner(referral))).toEqual(new Set(['referral-scheduled']));
    // Its hour has not come yet: nobody was there.
    expect(await schedule(referral, MINUTE)).toBe('in-service');
    expect(await schedule(referral, DAY)).toBe('in-service');
    expect(await toOwner(referral)).toContain('referral-scheduled-moved');
  });
});
