import { Capacity } from '../../../src/supply/offerings';
import { systemActor } from '../../../src/trust/access';
import { makeOffering } from '../../factories/supply.factory';
import { DISTRICT, loginAs } from '../../support/district';
import { spokenFor } from '../people/assessed-household';
import { ADDRESS, openReferralWorld, PHONE, type Firm, type ReferralBody, type ReferralWorld } from './referral-world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('referrals', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let other: Firm;
  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    other = await world.firm();
  }, 120_000);
  afterAll(() => world?.close());
  afterEach(() => world.app.clock.reset());

  const later = (milliseconds: number) => world.app.clock.set(new Date(world.app.clock.now().getTime() + milliseconds));
  const left = (offeringId: string) =>
    world.app.as(systemActor(DISTRICT, 'test'), async () => {
      const period = world.app.clock.today().slice(0, 7);
      return (await world.app.get(Capacity).balance(offeringId, period))?.left;
    });
  const need = async (id: string) =>
    (await world.rows<{ state: string }>('select state from needs where id = $1', [id]))[0]?.state;

  it('walks the whole way, and each audience reads its part', async () => {
    const { api, app } = world;
    const person = await world.person();
    const offering = await world.offering(firm);
    const draft = await world.draft(person, offering);
    expect(draft).toMatchObject({ state: 'draft', ownerAccountId: world.logins.window.accountId });
    expect((await firm.api.get(`referrals/${draft.id}`)).status).toBe(404);
    const early = await api.window.post(`referrals/${draft.id}/consent`);
    expect([early.status, (early.body as { code: string }).code]).toEqual([409, 'consent-missing']);
    await world.consent(person.id, firm.provider.id);
    expect((await world.act(api.window, draft, 'consent')).state).toBe('consented');
    const sent = await world.act(api.window, draft, 'send');
    expect(sent).toMatchObject({ state: 'sent', askFirst: false });
    expect(await left(offering.id)).toBe(2);
    expect(await need(person.needId)).toBe('planned');

    const asked = await world.look(draft, firm.api);
    expect(asked).toMatchObject({
      needCode: 'LI-02',
      ageBand: '70-79',
      safetyNote: '家里有狗',
      contact: null,
      actions: ['accept', 'decline'],
    });
    expect(asked.township).toBeTruthy();
    for (const hidden of ['王桂芳', PHONE, ADDRESS, person.id, '"householdId"'])
      expect(JSON.stringify(asked)).not.toContain(hidden);
    expect((await other.api.get(`referrals/${draft.id}`)).status).toBe(404);
    expect((await other.api.post(`referrals/${draft.id}/accept`)).status).toBe(404);

    await world.act(firm.api, draft, 'accept');
    const twice = await firm.api.post(`referrals/${draft.id}/accept`);
    expect([twice.status, (twice.body as { code: string }).code]).toEqual([409, 'move-not-allowed']);
    expect(await world.look(draft, firm.api)).toMatchObject({
      contact: { name: '王桂芳', phone: PHONE, address: null },
    });
    expect(await world.look(draft, firm.practitioner)).toMatchObject({ contact: null });
    await world.act(firm.api, draft, 'schedule', {
      scheduledFor: new Date(app.clock.now().getTime() + 2 * DAY).toISOString(),
    });
    later(2 * DAY);
    expect(await world.look(draft, firm.practitioner)).toMatchObject({
      contact: { name: '王桂芳', phone: PHONE, address: ADDRESS },
    });

    const delivery = { deliveredOn: app.clock.today(), units: 2, note: '洗了被褥' };
    const first = await firm.practitioner.post(`referrals/${draft.id}/deliveries`, delivery);
    expect(first.status).toBe(201);
    expect(await world.look(draft)).toMatchObject({ state: 'in-service' });
    await world.act(firm.practitioner, draft, 'complete');
    await app.drain();
    expect(await need(person.needId)).toBe('served');
    expect(await world.look(draft)).toMatchObject({ state: 'completed', task: 'ask-household' });
    const alone = await api.window.post(`referrals/${draft.id}/confirm`, {});
    expect(alone.status).toBe(422);
    await world.act(api.window, draft, 'confirm', { mode: 'assisted', byName: '王桂芳' });
    const closed = await world.act(api.window, draft, 'close', { outcome: 'helped' });
    expect(closed).toMatchObject({ state: 'closed', outcome: 'helped', task: null, confirmedMode: 'assisted' });
    expect(await need(person.needId)).toBe('reduced');

    expect((await world.look(draft, firm.api)).contact).toMatchObject({ name: '王桂芳', address: null });
    later(31 * DAY);
    expect((await world.look(draft, firm.api)).contact).toBeNull();
    const log = (await firm.api.get(`referrals/${draft.id}/log`)).body as {
      items: Array<{ move: string; by: string | null }>;
    };
    expect(log.items.map(({ move }) => move)).toEqual([
      'send',
      'accept',
      'schedule',
      'start',
      'complete',
      'confirm',
      'close',
    ]);
    expect(log.items.at(-1)?.by).toBeNull();
    expect(
      JSON.stringify(await world.rows("select data from outbox_events where type like 'referral.%'")),
    ).not.toContain('王桂芳');
  }, 60_000);

  it('refuses an answer after the clock and asks the next candidate by itself', async () => {
    const person = await world.person();
    const [one, two] = [await world.offering(firm), await world.offering(other)];
    await world.consent(person.id, other.provider.id);
    const referral = await world.sent(person, one, { candidates: [two.id] });
    later(8 * DAY);
    const late = await firm.api.post(`referrals/${referral.id}/accept`);
    expect([late.status, (late.body as { code: string }).code]).toEqual([409, 'referral-expired']);
    await world.app.drain();
    const expired = await world.look(referral);
    expect(expired).toMatchObject({ state: 'expired', task: null });
    expect(await left(one.id)).toBe(3);
    const next = await world.look({ id: expired.nextId! });
    expect(next).toMatchObject({
      state: 'sent',
      previousId: referral.id,
      offeringId: two.id,
      ownerAccountId: world.logins.window.accountId,
    });
    const again = await firm.api.post(`referrals/${referral.id}/accept`);
    expect((again.body as { code: string }).code).toBe('referral-expired');
    expect((await world.act(other.api, next, 'accept')).state).toBe('accepted');
  });

  it('skips a candidate without a place and leaves one without consent to its owner', async () => {
    const person = await world.person();
    const [one, full, unasked] = [
      await world.offering(firm),
      await world.offering(other, 0),
      await world.offering(await world.firm()),
    ];
    await world.consent(person.id, other.provider.id);
    const referral = await world.sent(person, one, { candidates: [full.id, unasked.id] });
    await world.act(firm.api, referral, 'decline', { reason: 'full' });
    await world.app.drain();
    const { nextId } = await world.look(referral);
    expect(await world.look({ id: nextId! })).toMatchObject({
      state: 'draft',
      offeringId: unasked.id,
      task: 'ask-consent',
    });
  });

  it.each([
    ['full', 'find-another', 'full'],
    ['too-far', 'widen-area', 'too-far'],
    ['no-money', 'find-another', 'no-money'],
    ['papers-missing', 'ask-papers', null],
    ['wrong-information', 'fix-data', null],
  ])('a no because of "%s" leaves the owner the task %s and the gap %s', async (reason, task, cause) => {
    const person = await world.person();
    const offering = await world.offering(firm);
    const referral = await world.sent(person, offering);
    await world.act(firm.api, referral, 'decline', { reason, message: '名额满了', privateNote: '下月可再问' });
    await world.app.drain();
    await world.app.drain();
    expect(await world.look(referral)).toMatchObject({
      state: 'declined',
      task,
      nextId: null,
      declinePrivateNote: '下月可再问',
    });
    const gaps = await world.rows<{ cause: string }>('select cause from gaps where need_id = $1', [person.needId]);
    expect(gaps.map((gap) => gap.cause)).toEqual(cause === null ? [] : [cause]);
    expect(await need(person.needId)).toBe(cause === null ? 'planned' : 'confirmed');
    expect(await left(offering.id)).toBe(3);
  });

  it('pauses an offering whose service has ended', async () => {
    const offering = await world.offering(firm);
    const referral = await world.sent(await world.person(), offering);
    await world.act(firm.api, referral, 'decline', { reason: 'service-ended' });
    const [row] = await world.rows<{ state: string }>('select state from offerings where id = $1', [offering.id]);
    expect(row?.state).toBe('paused');
    expect((await firm.api.post(`referrals/${referral.id}/decline`, { reason: 'weather' })).status).toBe(422);
  });

  it('asks first where the capacity is unknown', async () => {
    const referral = await world.sent(await world.person(), await world.offering(firm, null));
    expect(referral).toMatchObject({ state: 'sent', askFirst: true });
    expect((await world.act(firm.api, referral, 'accept')).state).toBe('accepted');
  });

  it('forwards, recalls, pauses and refuses a second for the same need and offering', async () => {
    const { api } = world;
    const person = await world.person();
    const [one, two] = [await world.offering(firm), await world.offering(other)];
    const referral = await world.sent(person, one);
    const twin = await api.window.post('referrals', { needId: person.needId, offeringId: one.id });
    expect([twin.status, (twin.body as { code: string }).code]).toEqual([409, 'referral-live']);
    const next = await world.act(api.window, referral, 'forward', { offeringId: two.id, reason: 'nearer' });
    expect(next).toMatchObject({ state: 'draft', previousId: referral.id });
    expect(await world.look(referral)).toMatchObject({ state: 'forwarded', nextId: next.id });
    expect(await left(one.id)).toBe(3);
    await world.act(api.window, next, 'consent', {
      legalGround: 'vital-interest',
      legalReason: 'no food at home tonight',
    });
    await world.act(api.window, next, 'send');
    await world.act(other.api, next, 'accept');
    const officer = world.app.api((await loginAs(world.app, 'officer')).token);
    for (const act of ['hold', 'resume', 'stop'])
      expect((await officer.post(`referrals/${next.id}/${act}`, { reason: 'no' })).status).toBe(403);
    expect((await world.act(other.api, next, 'hold', { reason: 'hospital' })).actions).toContain('resume');
    expect((await world.act(other.api, next, 'resume')).state).toBe('accepted');
    await world.act(api.window, next, 'recall', { reason: 'moved away' });
    expect(await left(two.id)).toBe(3);
    expect(await need(person.needId)).toBe('confirmed');
    expect((await world.look(next, other.api)).contact).toBeNull();
  });

  it('makes "help did not come" a task of its owner until it is settled', async () => {
    const { api } = world;
    const person = await world.person();
    const referral = await world.sent(person, await world.offering(firm));
    await world.act(firm.api, referral, 'accept');
    await world.act(api.window, referral, 'dispute', { text: '没有人来' });
    const disputed = await world.look(referral);
    expect(disputed).toMatchObject({ state: 'disputed', task: 'settle-dispute', disputeText: '没有人来' });
    const early = await api.station.post(`referrals/${referral.id}/resolve`, { decision: 'continue' });
    expect(early.status).toBe(422);
    later(8 * DAY);
    await world.app.drain();
    const overdue = await world.rows('select id from outbox_events where type = $1 and aggregate_id = $2', [
      'referral.task-overdue',
      referral.id,
    ]);
    expect(overdue).toHaveLength(1);
    expect(
      (await world.act(api.station, referral, 'resolve', { decision: 'not-served', reason: '机构未上门' })).state,
    ).toBe('stopped');
    await world.act(api.window, referral, 'close', { outcome: 'not-helped' });
    expect(await need(person.needId)).toBe('confirmed');
  });

  it('takes back at once what stands on a withdrawn consent', async () => {
    const person = await world.person();
    const referral = await world.sent(person, await world.offering(firm));
    await world.act(firm.api, referral, 'accept');
    const { consentId } = await world.look(referral);
    expect((await world.api.window.post(`consents/${String(consentId)}/withdraw`, {})).status).toBe(200);
    await world.app.drain();
    expect(await world.look(referral)).toMatchObject({ state: 'recalled' });
    expect((await world.look(referral, firm.api)).contact).toBeNull();
  });

  it('names to its provider nobody who must not be told, and nobody who left (B30, B31)', async () => {
    const { window } = world.api;
    const person = await world.person();
    const phone = '13912340078';
    const sister = { name: '李护', relation: 'sibling', phone };
    const { id: memberId } = (await window.post(`households/${person.id}/members`, sister)).body as { id: string };
    const accepted = async (referral: ReferralBody) => {
      await world.act(firm.api, referral, 'accept');
      return async () => (await world.look(referral, firm.api)).contact;
    };
    const contact = await accepted(await world.sent(person, await world.offering(firm)));
    expect(await contact()).toMatchObject({ name: '王桂芳', phone: PHONE });
    const found = { code: 'LI-01', severity: 2, reason: 'seen at home', memberId };
    const { id: needId } = (await window.post(`households/${person.id}/needs`, found)).body as { id: string };
    await spokenFor(world, needId);
    expect((await window.post(`needs/${needId}/confirm`, { name: '李护', mode: 'self' })).status).toBe(200);
    const offering = await makeOffering(world.app, firm.provider, { code: 'LI-01', capacityPerPeriod: 3 });
    const hers = await accepted(await world.sent({ ...person, needId }, offering));
    const bar = `households/${person.id}/members/${person.memberId}/guardian-bar`;
    expect((await window.post(bar, { barred: true, reason: '据邻居反映有家庭暴力' })).status).toBe(200);
    expect(await contact()).toMatchObject({ name: '李护', phone });
    expect(await hers()).toMatchObject({ name: '李护', phone });
    expect((await window.post(`members/${memberId}/leave`, { reason: 'moved-away' })).status).toBe(200);
    expect([await hers(), await contact()]).toEqual([null, null]);
  });

  it('gives its open referrals to whoever takes the case over', async () => {
    const person = await world.person();
    const referral = await world.sent(person, await world.offering(firm));
    const colleague = await loginAs(world.app, 'window-worker', { unitId: world.logins.window.actor.unitId! });
    const { caseId } = await world.look(referral);
    const answer = await world.api.window.post(`cases/${String(caseId)}/assign`, { leadWorkerId: colleague.accountId });
    expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
    await world.app.drain();
    expect(await world.look(referral)).toMatchObject({ ownerAccountId: colleague.accountId });
  });

  it('lists by state, provider, owner, offering and household, page by page', async () => {
    const person = await world.person();
    const offering = await world.offering(firm);
    const referral = await world.sent(person, offering);
    const list = async (query: string, client = world.api.window) =>
      ((await client.get(`referrals?${query}`)).body as { items: ReferralBody[] }).items;
    for (const query of [
      `household=${person.id}`,
      `offering=${offering.id}&state=sent`,
      `provider=${firm.provider.id}&owner=me&number=${referral.number}`,
    ]) {
      expect((await list(query)).map(({ id }) => id)).toEqual([referral.id]);
    }
    expect(await list(`offering=${offering.id}`, other.api)).toEqual([]);
    const page = (await world.api.window.get('referrals?limit=2')).body as { items: ReferralBody[]; next: string };
    const rest = await list(`limit=2&after=${page.next}`);
    expect(rest.some(({ id }) => page.items.some((one) => one.id === id))).toBe(false);
    expect((await world.api.window.get('referrals?colour=red')).status).toBe(422);
  });
});
