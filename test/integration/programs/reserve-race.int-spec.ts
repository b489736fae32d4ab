import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeOffering } from '../../factories/supply.factory';
import { type Firm, openReferralWorld, type ReferralWorld } from '../referral/referral-world';
import { type Answer, WebProcess } from './web-process';

const CLIENTS = 64;
const PLAN = 5;
const HOT = 50;
/** Fewer than are asked for: 320 referrals run for 200 places. */
const PLACES = 4;
const HOUSEHOLDS = 7;
/** No answer of the server is waited for longer, through its death and its return. */
const PATIENCE = 60_000;

/** A consented referral again, of another number, to another offering. */
const AGAIN = `insert into referrals select (jsonb_populate_record(null::referrals, to_jsonb(r) || jsonb_build_object(
  'id', $2::uuid, 'number', r.number || '-' || $3::text, 'offering_id', $4::uuid))).* from referrals r where r.id = $1`;
const BOOKS = `select b.opened, b.reserved, b.taken,
    (select count(*)::integer from referrals r where r.offering_id = b.offering_id and r.state = 'sent') as sent,
    (select count(*)::integer from referrals r where r.offering_id = b.offering_id and r.state = 'accepted') as accepted,
    (select coalesce(sum(quantity), 0)::integer from capacity_holdings h
      where h.offering_id = b.offering_id and h.state = 'reserved') as held,
    (select coalesce(sum(quantity), 0)::integer from capacity_holdings h
      where h.offering_id = b.offering_id and h.state = 'taken') as used,
    (select coalesce(sum(case kind when 'reserved' then quantity when 'released' then -quantity else 0 end), 0)::integer
      from capacity_entries e where e.offering_id = b.offering_id) as entered
  from capacity_balances b`;

describe('64 senders of plans of five in one web process that is killed', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let web: WebProcess;
  /** By client the referrals of its plan, consented. */
  const plans: string[][] = Array.from({ length: CLIENTS }, () => []);

  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
    firm = await world.firm();
    const hot: string[] = [];
    for (let made = 0; made < HOT; made += 1)
      hot.push((await makeOffering(world.app, firm.provider, { capacityPerPeriod: PLACES })).id);
    const templates: string[] = [];
    const begun = WebProcess.start(world.app.database, world.app.config);
    for (let household = 0; household < HOUSEHOLDS; household += 1) templates.push(await consented(hot[0]!));
    for (let number = 0; number < CLIENTS * PLAN; number += 1) {
      const id = randomUUID();
      // The five of a client are of one household, each with another offering; no household asks an offering twice.
      const template = templates[Math.floor(number / HOT)]!;
      await world.rows(AGAIN, [template, id, number, hot[number % HOT]]);
      plans[Math.floor(number / PLAN)]!.push(id);
    }
    web = await begun;
  }, 300_000);
  afterAll(async () => {
    await web?.close();
    await world?.close();
  });

  async function consented(offeringId: string): Promise<string> {
    const person = await world.person();
    await world.consent(person.id, firm.provider.id);
    const { id } = await world.draft(person, { id: offeringId, providerId: firm.provider.id } as never);
    await world.act(world.api.window, { id }, 'consent');
    return id;
  }

  const answers: Answer[] = [];
  /** Requests that the killed process left without an answer. */
  let unheard = 0;

  /** Asks until the process answers, with the same key: through its death, as a client does that heard nothing. */
  async function insistent(path: string, token: string, body: object, key: string = randomUUID()): Promise<Answer> {
    const until = Date.now() + PATIENCE;
    for (;;) {
      const answer = await web.post(path, token, body, key);
      if (answer.status === 0) unheard += 1;
      else answers.push(answer);
      if (answer.status !== 0 && answer.code !== 'idempotency-in-progress') return answer;
      if (Date.now() > until) throw new Error(`No answer to ${path}`);
      await sleep(100);
    }
  }

  it('confirms exactly the places that are taken', async () => {
    const { token: worker } = world.logins.window;
    const { token: provider } = firm.dispatcher;
    const confirmed = { sent: 0, accepted: 0 };
    let done = 0;
    let reached = (): void => undefined;
    const third = new Promise<void>((resolve) => (reached = resolve));
    const client = async (referrals: readonly string[], at: number): Promise<void> => {
      const each = referrals.map(async (id, place) => {
        // Every third is asked twice at once, as by somebody who presses again.
        const twice = (at + place) % 3 === 0 ? 2 : 1;
        const key = randomUUID();
        const asked = Array.from({ length: twice }, () => insistent(`referrals/${id}/send`, worker, {}, key));
        const [sent, repeated] = await Promise.all(asked);
        done += 1;
        if (done >= (CLIENTS * PLAN) / 3) reached();
        if (repeated) expect(repeated.status).toBe(sent!.status);
        if (sent!.status !== 200) return expect(sent).toMatchObject({ status: 409, code: 'no-capacity' });
        if (place === at % PLAN) {
          const recalled = await insistent(`referrals/${id}/recall`, worker, { reason: 'no longer wanted' });
          return expect(recalled.status).toBe(200);
        }
        if (place === (at + 1) % PLAN) {
          const accepted = await insistent(`referrals/${id}/accept`, provider, {});
          expect(accepted.status).toBe(200);
          confirmed.accepted += 1;
        } else confirmed.sent += 1;
      });
      await Promise.all(each);
    };
    const racing = Promise.all(plans.map(client));
    // A client that fails ends the race at once.
    await Promise.race([racing, third]);
    await web.kill();
    await web.start();
    await racing;

    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(answers.filter(({ code }) => code === 'try-again')).toEqual([]);
    const books = await world.rows<Record<string, number>>(BOOKS);
    for (const row of books) {
      expect(row).toMatchObject({ reserved: row.sent, taken: row.accepted, held: row.sent, used: row.accepted });
      expect(row.entered).toBe(row.reserved! + row.taken!);
      expect(row.reserved! + row.taken!).toBeLessThanOrEqual(row.opened!);
    }
    const sum = (name: string) => books.reduce((all, row) => all + row[name]!, 0);
    expect({ sent: sum('reserved'), accepted: sum('taken') }).toEqual(confirmed);
    // It was a race for too few places, and the process did die in it.
    expect(answers.filter(({ code }) => code === 'no-capacity').length).toBeGreaterThan(0);
    expect(unheard).toBeGreaterThan(0);
    expect(confirmed.sent + confirmed.accepted).toBeGreaterThan((HOT * PLACES) / 2);
  }, 300_000);
});
