import { setTimeout as sleep } from 'node:timers/promises';
import { Transactions } from '../../../src/platform/database';
import { SendReferral } from '../../../src/referral/referrals';
import { AnswerHeldPlace, OfferPlaces, type WaitingListEntryView as Entry } from '../../../src/referral/waiting-list';
import type { Offering } from '../../../src/supply/offerings';
import { systemActor } from '../../../src/trust/access';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, loginAs } from '../../support/district';
import { assess, spokenFor, triageAnswers, VILLAGE } from '../people/assessed-household';
import { type Firm, openReferralWorld, type Person, type ReferralBody, type ReferralWorld } from './referral-world';

const HOUR = 3_600_000;

describe('the queue of a full offering (R97)', () => {
  let world: ReferralWorld;
  let firm: Firm;
  const system = systemActor(DISTRICT, 'test');
  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
  }, 120_000);
  afterAll(() => world?.close());
  afterEach(() => world.app.clock.reset());

  const later = (hours: number) => world.app.clock.set(new Date(world.app.clock.now().getTime() + hours * HOUR));
  const join = ({ needId }: Person, offering: Offering) =>
    world.api.window.post(`offerings/${offering.id}/waiting-list`, { needId });
  const joined = async (person: Person, offering: Offering): Promise<Entry> => {
    const answer = await join(person, offering);
    if (answer.status !== 201) throw new Error(`${answer.status}: ${answer.text}`);
    return answer.body as Entry;
  };
  const look = async ({ id }: { id: string }): Promise<Entry> =>
    (await world.api.window.get(`waiting-list-entries/${id}`)).body as Entry;
  const act = (entry: { id: string }, move: 'accept' | 'leave', body: object = {}) =>
    world.api.window.post(`waiting-list-entries/${entry.id}/${move}`, body);
  const free = (referral: { id: string }) => world.act(world.api.window, referral, 'recall', { reason: 'not wanted' });
  const offerNow = ({ id }: Offering) => world.app.as(system, () => world.app.get(OfferPlaces).execute(id));
  const makeUrgent = ({ id }: Person) =>
    world.rows('update cases set emergency = true where household_id = $1 returning id', [id]);

  /** An offering whose only place somebody has. */
  async function full(places = 1): Promise<{ offering: Offering; taken: ReferralBody[] }> {
    const offering = await world.offering(firm, places);
    const taken: ReferralBody[] = [];
    for (let place = 0; place < places; place += 1) taken.push(await world.sent(await world.person(), offering));
    return { offering, taken };
  }

  /** What the ledger says; the balance is the sum of its holdings, and never more than there is. */
  async function books({ id }: Offering): Promise<{ opened: number; reserved: number; taken: number }> {
    const [row] = await world.rows<{ opened: number; reserved: number; taken: number; held: number }>(
      `select opened, reserved, taken, (select coalesce(sum(quantity), 0)::int from capacity_holdings h
         where h.offering_id = b.offering_id and h.period = b.period and state <> 'released') as held
       from capacity_balances b where offering_id = $1 order by period desc limit 1`,
      [id],
    );
    const { held, ...balance } = row!;
    expect(balance.reserved + balance.taken).toBe(held);
    expect(held).toBeLessThanOrEqual(balance.opened);
    return balance;
  }

  it('is joined once, in order, and tells place, points and how the order comes about', async () => {
    const { offering } = await full();
    const [one, two] = [await world.person(), await world.person()];
    expect(await joined(one, offering)).toMatchObject({ state: 'waiting', position: 1, urgency: 'green', priority: 0 });
    expect(await joined(two, offering)).toMatchObject({ position: 2, wait: null, worsenedBy: null });
    const again = await join(one, offering);
    expect([again.status, again.body]).toMatchObject([
      409,
      { code: 'waiting-list-joined-already', title: expect.stringContaining('1') },
    ]);
    const queue = (await world.api.window.get(`offerings/${offering.id}/waiting-list`)).body;
    expect(queue).toMatchObject({
      ...{ waiting: 2, offered: 0, byUrgency: { red: 0, amber: 0, green: 2 }, next: null },
      order: { points: { red: 30, amber: 14, green: 0 }, pointsADay: 1, overtakenWithinDays: 30 },
      items: [
        { householdId: one.id, position: 1 },
        { householdId: two.id, position: 2 },
      ],
    });
    later(48);
    expect(await look((queue as { items: Entry[] }).items[0]!)).toMatchObject({ priority: 2, position: 1 });
  });

  it('is joined at once by two desks as one entry', async () => {
    const { offering } = await full();
    const person = await world.person();
    const answers = await Promise.all([join(person, offering), join(person, offering)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('refuses what could not be given when the turn comes, and an offering that has places', async () => {
    const person = await world.person();
    expect((await join(person, await world.offering(firm, 3))).body).toMatchObject({
      code: 'waiting-list-places-free',
    });
    const unknown = await world.offering(firm, null);
    expect((await join(person, unknown)).body).toMatchObject({ code: 'waiting-list-places-unknown' });
    const { offering } = await full();
    await world.rows(`update offerings set eligibility = '{"maxAge": 18}' where id = $1 returning id`, [offering.id]);
    const refused = await join(person, offering);
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'waiting-list-not-admitted' }]);
    expect((refused.body as { title: string }).title).toMatch(/18/);
    expect((await join({ ...person, needId: offering.id }, offering)).status).toBe(404);
  });

  it('lets an urgent need pass, and prints with the place that became worse why', async () => {
    const { offering, taken } = await full();
    const [early, urgent] = [await world.person(), await world.person()];
    const first = await joined(early, offering);
    await makeUrgent(urgent);
    const red = await joined(urgent, offering);
    expect(red).toMatchObject({ position: 1, urgency: 'red', priority: 30, worsenedBy: null });
    expect(await look(first)).toMatchObject({
      position: 2,
      worsenedBy: 'urgent-came-in',
      worsenedAt: expect.any(String),
    });
    await free(taken[0]!);
    await world.app.drain();
    expect([await look(red), await look(first)]).toMatchObject([
      { state: 'offered' },
      { state: 'waiting', position: 2 },
    ]);
  });

  it('moves up whom a newer triage finds in danger, and prints why with whom it passes', async () => {
    const { offering } = await full();
    const [one, two] = [await world.person(), await world.person()];
    const [first, second] = [await joined(one, offering), await joined(two, offering)];
    await assess(world.api.window, two.id, 'S16', triageAnswers('no-food-shelter'));
    await world.app.drain();
    expect((await look(second)).urgency).toBe('red');
    expect(await look(second)).toMatchObject({ position: 1, worsenedBy: null });
    expect(await look(first)).toMatchObject({ position: 2, worsenedBy: 'urgent-came-in' });
  });

  it('keeps what a triage finds while a place is held, for when the place is taken back', async () => {
    const { offering, taken } = await full();
    const [one, two] = [await world.person(), await world.person()];
    const [first, second] = [await joined(one, offering), await joined(two, offering)];
    await free(taken[0]!);
    await world.app.drain();
    await assess(world.api.window, one.id, 'S16', triageAnswers('no-food-shelter'));
    await world.app.drain();
    expect(await look(first)).toMatchObject({ state: 'offered', urgency: 'red' });
    expect((await firm.api.post(`offerings/${offering.id}/pause`, { reason: 'holidays' })).status).toBeLessThan(300);
    await world.app.drain();
    expect(await look(first)).toMatchObject({ state: 'waiting', urgency: 'red', position: 1, priority: 30 });
    expect(await look(second)).toMatchObject({ state: 'waiting', position: 2 });
  });

  it('holds a place that comes free for the first, tells the worker, and makes of it a draft that is sent with it', async () => {
    const { offering, taken } = await full();
    const person = await world.person();
    const entry = await joined(person, offering);
    await free(taken[0]!);
    await world.app.drain();
    expect(await look(entry)).toMatchObject({ state: 'offered', offeredUntil: expect.any(String) });
    expect(await books(offering)).toMatchObject({ reserved: 1, taken: 0 });
    const told = await world.rows(
      `select template from notifications where household_id = $1 and template = 'waiting-list-offered'`,
      [person.id],
    );
    // Whoever leads the case has joined it and is told as well: the machine made the offer.
    expect(told).toHaveLength(1);
    const accepted = await act(entry, 'accept');
    expect([accepted.status, accepted.body]).toMatchObject([200, { state: 'accepted', position: null, wait: null }]);
    const { referralId } = accepted.body as Entry;
    expect(await world.look({ id: referralId! })).toMatchObject({ state: 'draft' });
    expect(await books(offering)).toMatchObject({ reserved: 1, taken: 0 });
    await world.consent(person.id, firm.provider.id);
    await world.act(world.api.window, { id: referralId! }, 'consent');
    await world.act(world.api.window, { id: referralId! }, 'send');
    const [holding] = await world.rows<{ same: boolean }>(
      `select h.expires_at = r.answer_due_at as same from capacity_holdings h join referrals r on r.id = h.holder_id where r.id = $1`,
      [referralId],
    );
    expect(holding).toEqual({ same: true });
    await world.act(firm.api, { id: referralId! }, 'accept');
    expect(await books(offering)).toEqual({ opened: 1, reserved: 0, taken: 1 });
  });

  it('keeps a free place from whoever does not wait', async () => {
    const { offering, taken } = await full();
    const passer = await world.person();
    await world.consent(passer.id, firm.provider.id);
    const draft = await world.draft(passer, offering);
    await world.act(world.api.window, draft, 'consent');
    const entry = await joined(await world.person(), offering);
    await free(taken[0]!);
    // The machine has not looked yet: the place is free, and not for everybody.
    const sent = await world.api.window.post(`referrals/${draft.id}/send`, {});
    expect([sent.status, sent.body]).toMatchObject([409, { code: 'waiting-list-first' }]);
    const race = await Promise.allSettled([
      offerNow(offering),
      offerNow(offering),
      world.app.as(world.worker, () => world.app.get(SendReferral).execute(draft.id)),
    ]);
    expect(race.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect((await look(entry)).state).toBe('offered');
    expect(await books(offering)).toEqual({ opened: 1, reserved: 1, taken: 0 });
  });

  it('gives the last place to one of two workers who take it at the same moment', async () => {
    const { offering, taken } = await full();
    const entry = await joined(await world.person(), offering);
    await free(taken[0]!);
    await offerNow(offering);
    const answers = await Promise.all([act(entry, 'accept'), act(entry, 'accept')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const drafts = await world.rows('select id from referrals where household_id = $1', [entry.householdId]);
    expect(drafts).toHaveLength(1);
    expect(await books(offering)).toEqual({ opened: 1, reserved: 1, taken: 0 });
  });

  it('takes no word after the hold has ended, and goes to the next', async () => {
    const { offering, taken } = await full();
    const [first, next] = [await joined(await world.person(), offering), await joined(await world.person(), offering)];
    await free(taken[0]!);
    await offerNow(offering);
    const until = new Date((await look(first)).offeredUntil!);
    world.app.clock.set(new Date(until.getTime() + 1));
    // The end of the hold comes in the middle of the acceptance.
    const [answer] = await Promise.all([act(first, 'accept'), world.app.drain()]);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([
      409,
      expect.stringMatching(/hold-over|not-allowed/),
    ]);
    await world.app.drain();
    expect([await look(first), await look(next)]).toMatchObject([
      { state: 'lapsed', endReason: 'hold-over', position: null },
      { state: 'offered', position: 1 },
    ]);
    expect(await books(offering)).toEqual({ opened: 1, reserved: 1, taken: 0 });
    expect(await world.rows('select id from referrals where household_id = $1', [first.householdId])).toEqual([]);
  });

  it('goes to the next when the household does not take it, with the reason on the log', async () => {
    const { offering, taken } = await full();
    const [first, next] = [await joined(await world.person(), offering), await joined(await world.person(), offering)];
    await free(taken[0]!);
    await world.app.drain();
    expect((await act(first, 'leave', { reason: '' })).status).toBe(422);
    expect((await act(first, 'leave', { reason: '女儿现在来照顾' })).body).toMatchObject({
      ...{ state: 'left', endReason: 'declined' },
    });
    await world.app.drain();
    expect(await look(next)).toMatchObject({ state: 'offered', position: 1 });
    const moves = await world.rows('select move, reason from moves where subject_id = $1 order by at, id', [first.id]);
    expect(moves).toEqual([
      { move: 'offer', reason: null },
      { move: 'decline', reason: '女儿现在来照顾' },
    ]);
  });

  it('keeps the turn while the offering is paused, and offers again when it goes on', async () => {
    const { offering, taken } = await full();
    const entry = await joined(await world.person(), offering);
    await free(taken[0]!);
    await world.app.drain();
    const move = (name: string, body: object = {}) => firm.api.post(`offerings/${offering.id}/${name}`, body);
    expect((await move('pause', { reason: 'holidays' })).status).toBeLessThan(300);
    expect((await act(entry, 'accept')).body).toMatchObject({ code: 'offering-not-open' });
    await world.app.drain();
    expect(await look(entry)).toMatchObject({ state: 'waiting', position: 1, offeredUntil: null });
    expect(await books(offering)).toMatchObject({ reserved: 0 });
    await move('resume');
    await world.app.drain();
    expect(await look(entry)).toMatchObject({ state: 'offered', position: 1 });
    await move('close');
    await world.app.drain();
    expect(await look(entry)).toMatchObject({ state: 'left', endReason: 'offering-closed' });
    expect(await books(offering)).toMatchObject({ reserved: 0 });
  });

  it('ends with the consent, with the case and with help from somewhere else', async () => {
    const { offering } = await full();
    const [refusing, closing, served] = [await world.person(), await world.person(), await world.person()];
    const consent = await world.consent(refusing.id, firm.provider.id);
    const waits = [await joined(refusing, offering), await joined(closing, offering), await joined(served, offering)];
    await world.api.window.post(`consents/${consent}/withdraw`, {});
    const [{ id: caseId } = { id: '' }] = await world.rows<{ id: string }>(
      'select id from cases where household_id = $1',
      [closing.id],
    );
    const closed = await world.api.window.post(`cases/${caseId}/close`, {
      ...{ reason: 'declined', unmetReason: '家庭不再需要' },
    });
    expect(closed.status).toBe(200);
    const elsewhere = await world.sent(served, await world.offering(firm));
    for (const step of ['accept', 'start']) await world.act(firm.api, elsewhere, step);
    await world.app.drain();
    expect(await Promise.all(waits.map(look))).toMatchObject([
      { state: 'left', endReason: 'consent-ended' },
      { state: 'left', endReason: 'household-closed' },
      { state: 'served-elsewhere', endReason: 'served-elsewhere' },
    ]);
  });

  it('offers what a provider adds, to as many as there are places, and what a new month brings', async () => {
    const { offering } = await full();
    const waits: Entry[] = [];
    for (let number = 0; number < 4; number += 1) waits.push(await joined(await world.person(), offering));
    const period = world.app.clock.today().slice(0, 7);
    await firm.api.post(`offerings/${offering.id}/capacity`, { period, places: 3 });
    await world.app.drain();
    expect((await Promise.all(waits.map(look))).map(({ state }) => state)).toEqual([
      ...['offered', 'offered', 'waiting', 'waiting'],
    ]);
    expect(await books(offering)).toEqual({ opened: 3, reserved: 3, taken: 0 });
    later(40 * 24);
    await world.app.drain();
    const states = (await Promise.all(waits.map(look))).map(({ state }) => state);
    expect(states.slice(0, 2)).toEqual(['lapsed', 'lapsed']);
    expect(states[2]).toBe('offered');
  });

  it('asks the next one while something stands against the first alone, whose turn stays', async () => {
    const { offering, taken } = await full();
    const [child, next] = [await world.person(), await world.person()];
    const [first, second] = [await joined(child, offering), await joined(next, offering)];
    // Nobody who meets a minor at this provider has been checked (B30): that is no fault of the second.
    await world.rows(`update household_members set birth_date = '2016-05-01' where household_id = $1 returning id`, [
      child.id,
    ]);
    await free(taken[0]!);
    await world.app.drain();
    expect([await look(first), await look(second)]).toMatchObject([
      { state: 'waiting', position: 1 },
      { state: 'offered', position: 2 },
    ]);
  });

  it('keeps no place for who cannot take it now: others may be sent, and the turn stays', async () => {
    const { offering, taken } = await full();
    const child = await world.person();
    const first = await joined(child, offering);
    await world.rows(`update household_members set birth_date = '2016-05-01' where household_id = $1 returning id`, [
      child.id,
    ]);
    await free(taken[0]!);
    await world.app.drain();
    expect(await world.sent(await world.person(), offering)).toMatchObject({ state: 'sent' });
    expect(await look(first)).toMatchObject({ state: 'waiting', position: 1 });
  });

  it('ends when the need goes with its person into another file, which no held place follows (R99)', async () => {
    const { offering, taken } = await full();
    const { api } = world;
    const members = [
      { name: '王桂芳', relation: 'head', birthDate: '1949-03-02' },
      { name: '王建军', relation: 'child', birthDate: '1980-07-08' },
    ];
    const { id } = (await api.window.post('households', { regionCode: VILLAGE, members })).body as { id: string };
    await api.window.post(`households/${id}/cases`);
    const [son] = await world.rows<{ id: string }>(
      `select id from household_members where household_id = $1 and relation = 'child'`,
      [id],
    );
    const found = { code: 'LI-02', severity: 2, reason: '入户时本人说的', memberId: son!.id };
    const needId = ((await api.window.post(`households/${id}/needs`, found)).body as { id: string }).id;
    await spokenFor(world, needId);
    expect((await api.window.post(`needs/${needId}/confirm`, { name: 'Wang', mode: 'self' })).status).toBe(200);
    const entry = await joined({ id, memberId: son!.id, needId }, offering);
    await free(taken[0]!);
    await world.app.drain();
    expect((await look(entry)).state).toBe('offered');
    const split = await api.centre.post(`households/${id}/regroupings`, {
      ...{ kind: 'split', members: [{ memberId: son!.id, relation: 'head' }], reason: 'own-household' },
    });
    expect([split.status, split.text]).toEqual([201, expect.any(String)]);
    expect((await act(entry, 'accept')).body).toMatchObject({ code: 'waiting-list-need-moved' });
    await world.app.drain();
    expect(await look(entry)).toMatchObject({ state: 'left', endReason: 'need-over' });
    expect(await books(offering)).toMatchObject({ reserved: 0 });
  });

  it('ends with word why when the places become unknown, and keeps nobody from asking', async () => {
    const { offering } = await full();
    const entry = await joined(await world.person(), offering);
    const path = `offerings/${offering.id}`;
    const { version } = (await firm.api.get(path)).body as { version: number };
    const edited = await firm.api.patch(path, { capacityPerPeriod: null }, version);
    expect([edited.status, edited.text]).toEqual([200, expect.any(String)]);
    // Before the machine has looked, too.
    expect(await world.sent(await world.person(), offering)).toMatchObject({ state: 'sent' });
    await world.app.drain();
    expect(await look(entry)).toMatchObject({ state: 'left', endReason: 'places-unknown', position: null });
  });

  it('keeps a place that was held at the end of a month when it is sent in the next', async () => {
    world.app.clock.set(new Date('2027-03-31T02:00:00Z'));
    const { offering, taken } = await full();
    const person = await world.person();
    const entry = await joined(person, offering);
    await free(taken[0]!);
    await world.app.drain();
    const { referralId: id } = (await act(entry, 'accept')).body as { referralId: string };
    world.app.clock.set(new Date('2027-04-01T02:00:00Z'));
    // Of the new month nothing is left.
    await world.sent(await world.person(), offering);
    await world.consent(person.id, firm.provider.id);
    await world.act(world.api.window, { id }, 'consent');
    expect(await world.act(world.api.window, { id }, 'send')).toMatchObject({ state: 'sent' });
    expect(await world.rows('select capacity_period from referrals where id = $1', [id])).toEqual([
      { capacity_period: '2027-03' },
    ]);
  });

  it('lets no deadline that the machine has in hand wait for a desk, or a desk for it', async () => {
    const { offering, taken } = await full();
    const [first, other] = [await joined(await world.person(), offering), await world.person()];
    await free(taken[0]!);
    await world.app.drain();
    const query = (sql: string, values: string[]) => world.app.get(Transactions).manager.query(sql, values);
    const inHand = (kind: string, id: string) =>
      query('select 1 from due_items where kind = $1 and subject_id = $2 and done_at is null for update', [kind, id]);
    const accepted = await world.app.as(system, async () => {
      expect(await inHand('waiting-list-hold', first.id)).toHaveLength(1);
      return act(first, 'accept');
    });
    expect(accepted.status).toBe(200);
    const offers = await full();
    await joined(await world.person(), offers.offering);
    const joining = await world.app.as(system, async () => {
      expect(await inHand('waiting-list-look', offers.offering.id)).toHaveLength(1);
      const waits = join(other, offers.offering).then((answer) => answer);
      await sleep(400);
      await query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`waiting-list ${offers.offering.id}`]);
      return { waits };
    });
    expect((await joining.waits).status).toBe(201);
  });

  it('ends a long queue in several steps, none of which moves everybody', async () => {
    const { offering } = await full();
    const entry = await joined(await world.person(), offering);
    await world.rows(
      `with n as (insert into needs select (jsonb_populate_record(null::needs, to_jsonb(x)
           || jsonb_build_object('id', gen_random_uuid(), 'state', 'closed', 'closed_at', now()))).*
         from needs x, generate_series(1, 120) where x.id = $1 returning id)
       insert into waiting_list_entries select (jsonb_populate_record(null::waiting_list_entries, to_jsonb(w)
           || jsonb_build_object('id', gen_random_uuid(), 'need_id', n.id, 'position', 1 + row_number() over ()))).*
         from waiting_list_entries w, n where w.id = $2 returning id`,
      [entry.needId, entry.id],
    );
    expect((await firm.api.post(`offerings/${offering.id}/close`, {})).status).toBeLessThan(300);
    await world.app.drain();
    const ended = await world.rows(
      `select state, end_reason, count(*)::int as entries, count(distinct xmin::text)::int >= 3 as steps
       from waiting_list_entries where offering_id = $1 group by 1, 2`,
      [offering.id],
    );
    expect(ended).toEqual([{ state: 'left', end_reason: 'offering-closed', entries: 121, steps: true }]);
  });

  it('tells everybody the same number of places that came free, without those that were only held', async () => {
    const { offering, taken } = await full();
    const entry = await joined(await world.person(), offering);
    await free(taken[0]!);
    await world.app.drain();
    await act(entry, 'leave', { reason: '女儿现在来照顾' });
    await world.app.drain();
    const elsewhere = world.app.api((await loginAs(world.app, 'station-worker', { regionPath: '9999' })).token);
    for (const api of [world.api.window, elsewhere, firm.api]) {
      // The month was opened with one, and one was given back.
      expect((await api.get(`offerings/${offering.id}/waiting-list`)).body).toMatchObject({ freedPlaces: 2 });
    }
  });

  it('shows a provider how many wait and nobody of them, and to another township nothing', async () => {
    const { offering } = await full();
    const entry = await joined(await world.person(), offering);
    const seen = (await firm.api.get(`offerings/${offering.id}/waiting-list`)).body;
    expect(seen).toMatchObject({ waiting: 1, offered: 0, items: [] });
    expect((await firm.api.get(`waiting-list-entries/${entry.id}`)).status).toBe(403);
    const elsewhere = world.app.api((await loginAs(world.app, 'station-worker', { regionPath: '9999' })).token);
    expect((await elsewhere.get(`waiting-list-entries/${entry.id}`)).status).toBe(404);
    expect((await elsewhere.get(`offerings/${offering.id}/waiting-list`)).body).toMatchObject({
      waiting: 1,
      items: [],
    });
    const own = (await world.api.window.get(`households/${entry.householdId}/waiting-list`)).body;
    expect(own).toMatchObject({ items: [{ id: entry.id, position: 1 }], next: null });
  });

  it('stands on the first page of the file: for what, at which place, how long, and what is held', async () => {
    const { offering, taken } = await full();
    const person = await world.person();
    const entry = await joined(person, offering);
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const page = `/console/households/${person.id}`;
    const { text } = await visitor.get(page);
    expect(text).toContain(`href="/console/waiting-lists/${entry.id}">${offering.name} · `);
    expect(text).toContain('等候中 · 第 1 位 · 无法估计');
    expect(text).toContain(`href="${page}/waiting-list"`);
    await world.rows(
      `insert into capacity_entries select (jsonb_populate_record(null::capacity_entries, to_jsonb(e)
         || jsonb_build_object('id', gen_random_uuid()))).* from capacity_entries e, generate_series(1, 9)
       where offering_id = $1 and kind = 'opened' returning id`,
      [offering.id],
    );
    expect((await visitor.get(page)).text).toMatch(/第 1 位 · 按近几个月名额空出的情况约 \d+ 至 \d+ 天/);
    await free(taken[0]!);
    await world.app.drain();
    await visitor.speak('en');
    expect((await visitor.get(page)).text).toMatch(/<\/a>: A place is held until /);
    await act(entry, 'accept');
    expect((await visitor.get(page)).text).not.toContain(entry.id);
  });

  it('refuses a move of somebody who may not, with the state it is in', async () => {
    const { offering } = await full();
    const entry = await joined(await world.person(), offering);
    expect((await act(entry, 'accept')).body).toMatchObject({ code: 'move-not-allowed' });
    expect((await world.api.officer.post(`waiting-list-entries/${entry.id}/accept`, {})).status).toBe(403);
    await expect(
      world.app.as(world.worker, () => world.app.get(AnswerHeldPlace).leave(entry.id, 'found')),
    ).resolves.toMatchObject({ state: 'left', endReason: 'left' });
  });
});
