import request from 'supertest';
import type { Offering } from '../../../src/supply/offerings';
import { householdInput, identityNumber, memberInput } from '../../factories/households.factory';
import { offeringInput } from '../../factories/supply.factory';
import { VILLAGE } from '../people/assessed-household';
import { type Firm, openReferralWorld, type Person, type ReferralBody, type ReferralWorld } from './referral-world';

const DAY = 86_400_000;
const LANGUAGES = ['zh-CN', 'en'] as const;
const good = identityNumber('1950-05-05');
const wrongCheckDigit = good.slice(0, 17) + (good.endsWith('1') ? '2' : '1');
const taken = identityNumber('1961-06-06');

interface Problem {
  status: number;
  code: string;
  title: string;
  detail?: string;
  errors?: Array<{ field: string; code: string; message: string }>;
}
interface Bad {
  what: string;
  /** Default: the worker at the window. */
  who?: 'firm' | 'other';
  method?: 'post' | 'patch' | 'get';
  path: () => string;
  body?: () => unknown;
  /** Sent as it is, not as JSON of `body`. */
  raw?: string;
  headers?: () => Record<string, string>;
  status: number;
  code: string;
  /** Fields that are pointed at, in order. */
  fields?: string[];
}

/** What everything that somebody types ends in: if none of it changes, nothing was half-done. */
const STATE = `select (select count(*) from households)::int as households, (select count(*) from household_members)::int as members,
  (select count(*) from offerings)::int as offerings, (select count(*) from referrals)::int as referrals,
  (select count(*) from moves)::int as moves, (select sum(version) from households)::int as edits,
  (select count(*) from plans)::int as plans, (select count(*) from needs)::int as needs`;

describe('bad input through the API: refused in the language of the caller, nothing changed', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let other: Firm;
  let person: Person;
  let offering: Offering;
  let unconsented: ReferralBody;
  let sent: ReferralBody;
  let accepted: ReferralBody;
  let late: ReferralBody;
  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    other = await world.firm();
    const holder = memberInput({ identityKind: 'resident-id', identityNumber: taken, birthDate: undefined });
    await world.api.window.post('households', householdInput({ members: [holder] })).expect(201);
    person = await world.person();
    offering = await world.offering(firm);
    late = await world.sent(await world.person(), offering);
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 8 * DAY));
    unconsented = await world.draft(person, offering);
    sent = await world.sent(await world.person(), offering);
    accepted = await world.act(firm.api, await world.sent(await world.person(), offering), 'accept');
    await world.api.window.post('households', householdInput({}), { key: 'used-before' }).expect(201);
  }, 120_000);
  afterAll(() => world?.close());

  const household = (changes: object) => () => householdInput(changes);
  const member = (changes: object) => household({ members: [memberInput(changes)] });
  const resident = (identityNumber: string) =>
    member({ identityKind: 'resident-id', identityNumber, birthDate: undefined });
  const offer = (changes: object) => () => ({ ...offeringInput(firm.provider.id), ...changes });
  const files = () => 'households';
  const supply = () => 'offerings';

  const CASES: Bad[] = [
    {
      what: 'a wrong check digit (B49)',
      path: files,
      body: resident(wrongCheckDigit),
      status: 422,
      code: 'validation-failed',
      fields: ['members.0.identityNumber'],
    },
    {
      what: 'a number whose day is none',
      path: files,
      body: resident(identityNumber('1950-02-30')),
      status: 422,
      code: 'validation-failed',
      fields: ['members.0.identityNumber'],
    },
    {
      what: 'a 30th of February',
      path: files,
      body: member({ birthDate: '2026-02-30' }),
      status: 422,
      code: 'validation-failed',
      fields: ['members.0.birthDate'],
    },
    {
      what: 'a birth that is still to come',
      path: files,
      body: member({ birthDate: '2199-01-01' }),
      status: 422,
      code: 'validation-failed',
      fields: ['members.0.birthDate'],
    },
    {
      what: 'a birth before anybody alive',
      path: files,
      body: member({ birthDate: '1750-01-01' }),
      status: 422,
      code: 'validation-failed',
      fields: ['members.0.birthDate'],
    },
    {
      what: 'the same person in two households',
      path: files,
      body: resident(taken),
      status: 409,
      code: 'person-in-other-household',
    },
    {
      what: 'a household without members',
      path: files,
      body: household({ members: [] }),
      status: 422,
      code: 'validation-failed',
      fields: ['members'],
    },
    {
      what: 'a household without a head',
      path: files,
      body: member({ relation: 'child' }),
      status: 422,
      code: 'validation-failed',
      fields: ['members'],
    },
    {
      what: 'an unknown field',
      path: files,
      body: household({ nickname: 'x' }),
      status: 422,
      code: 'validation-failed',
      fields: ['nickname'],
    },
    {
      what: 'an unknown field of a member',
      path: files,
      body: member({ nickname: 'x' }),
      status: 422,
      code: 'validation-failed',
      fields: ['members.0.nickname'],
    },
    {
      what: 'a village that is none',
      path: files,
      body: household({ regionCode: '999999999999' }),
      status: 422,
      code: 'validation-failed',
      fields: ['regionCode'],
    },
    {
      what: 'a list instead of a name',
      path: files,
      body: member({ name: ['a', 'b'] }),
      status: 422,
      code: 'validation-failed',
      fields: ['members.0.name'],
    },
    {
      what: 'a name of a megabyte',
      path: files,
      body: member({ name: '王'.repeat(300_000) }),
      status: 422,
      code: 'validation-failed',
      fields: ['members.0.name'],
    },
    {
      what: 'a NUL in a name',
      path: files,
      body: member({ name: 'a\u0000b' }),
      status: 422,
      code: 'validation-failed',
      fields: ['members.0.name'],
    },
    {
      what: 'half a surrogate pair in a name',
      path: files,
      raw: JSON.stringify(householdInput({ members: [memberInput({ name: 'HALF' })] })).replace('HALF', '\\ud83d'),
      status: 422,
      code: 'validation-failed',
      fields: ['members.0.name'],
    },
    { what: 'nothing at all', path: files, raw: '', status: 400, code: 'malformed-json' },
    { what: 'JSON that breaks off', path: files, raw: '{"regionCode": "99', status: 400, code: 'malformed-json' },
    { what: 'a list instead of an object', path: files, raw: '[]', status: 422, code: 'validation-failed' },
    {
      what: 'a body that is no JSON',
      path: files,
      raw: '<xml/>',
      headers: () => ({ 'content-type': 'application/xml' }),
      status: 415,
      code: 'unsupported-media-type',
    },
    {
      what: 'a negative capacity',
      who: 'firm',
      path: supply,
      body: offer({ capacityPerPeriod: -1 }),
      status: 422,
      code: 'validation-failed',
      fields: ['capacityPerPeriod'],
    },
    {
      what: 'half a place',
      who: 'firm',
      path: supply,
      body: offer({ capacityPerPeriod: 2.5 }),
      status: 422,
      code: 'validation-failed',
      fields: ['capacityPerPeriod'],
    },
    {
      what: 'a capacity in words',
      who: 'firm',
      path: supply,
      body: offer({ capacityPerPeriod: 'many' }),
      status: 422,
      code: 'validation-failed',
      fields: ['capacityPerPeriod'],
    },
    {
      what: 'a code that is none',
      who: 'firm',
      path: supply,
      body: offer({ code: 'ZZ-99' }),
      status: 422,
      code: 'validation-failed',
      fields: ['code'],
    },
    {
      what: 'a place outside the world',
      who: 'firm',
      path: supply,
      body: offer({ latitude: 91, longitude: 0 }),
      status: 422,
      code: 'validation-failed',
      fields: ['latitude'],
    },
    {
      what: 'an answer after the clock',
      who: 'firm',
      path: () => `referrals/${late.id}/accept`,
      status: 409,
      code: 'referral-expired',
    },
    {
      what: 'a second acceptance',
      who: 'firm',
      path: () => `referrals/${accepted.id}/accept`,
      status: 409,
      code: 'move-not-allowed',
    },
    {
      what: 'an acceptance by another provider',
      who: 'other',
      path: () => `referrals/${sent.id}/accept`,
      status: 404,
      code: 'referral-not-found',
    },
    {
      what: 'a no without a known reason',
      who: 'firm',
      path: () => `referrals/${sent.id}/decline`,
      body: () => ({ reason: 'no mood' }),
      status: 422,
      code: 'validation-failed',
      fields: ['reason'],
    },
    {
      what: 'a referral without consent (R98)',
      path: () => `referrals/${unconsented.id}/consent`,
      status: 409,
      code: 'consent-missing',
    },
    {
      what: 'sending without consent',
      path: () => `referrals/${unconsented.id}/send`,
      status: 409,
      code: 'move-not-allowed',
    },
    {
      what: 'a file that another tab has changed',
      method: 'patch',
      path: () => `households/${person.id}`,
      body: () => ({ contactChannel: 'sms' }),
      headers: () => ({ 'if-match': '"77"' }),
      status: 412,
      code: 'stale-version',
    },
    {
      what: 'a change that does not say of what',
      method: 'patch',
      path: () => `households/${person.id}`,
      body: () => ({ contactChannel: 'sms' }),
      status: 428,
      code: 'if-match-required',
    },
    {
      what: 'a version that is none',
      method: 'patch',
      path: () => `households/${person.id}`,
      body: () => ({ contactChannel: 'sms' }),
      headers: () => ({ 'if-match': 'yesterday' }),
      status: 412,
      code: 'stale-version',
    },
    {
      what: 'a key that was used for something else',
      path: files,
      body: member({ name: '另一个' }),
      headers: () => ({ 'idempotency-key': 'used-before' }),
      status: 422,
      code: 'idempotency-key-reused',
    },
    {
      what: 'a new thing without a key',
      path: files,
      body: household({}),
      headers: () => ({ 'idempotency-key': '' }),
      status: 400,
      code: 'idempotency-key-required',
    },
    {
      what: 'an id that is none',
      method: 'get',
      path: () => `households/H-1`,
      status: 422,
      code: 'validation-failed',
      fields: ['id'],
    },
    {
      what: 'a cursor that is none',
      method: 'get',
      path: () => 'households?after=tomorrow',
      status: 422,
      code: 'validation-failed',
      fields: ['after'],
    },
    {
      what: 'a filter given twice',
      method: 'get',
      path: () => 'households?name=a&name=b',
      status: 422,
      code: 'validation-failed',
      fields: ['name'],
    },
    {
      what: 'a page of a million',
      method: 'get',
      path: () => 'households?limit=1000000',
      status: 422,
      code: 'validation-failed',
      fields: ['limit'],
    },
    {
      what: 'an unknown filter',
      method: 'get',
      path: () => 'households?colour=red',
      status: 422,
      code: 'validation-failed',
      fields: ['colour'],
    },
  ];

  const call = (bad: Bad, language: string, key: string) => {
    const token = { firm: firm.dispatcher, other: other.dispatcher, window: world.logins.window }[bad.who ?? 'window']
      .token;
    const agent = request(world.app.app.getHttpServer())[bad.method ?? 'post'](`/api/v1/${bad.path()}`);
    void agent.set({
      authorization: `Bearer ${token}`,
      'accept-language': language,
      'content-type': 'application/json',
    });
    if ((bad.method ?? 'post') === 'post') void agent.set('idempotency-key', key);
    void agent.set(bad.headers?.() ?? {});
    return bad.method === 'get' ? agent : agent.send(bad.raw ?? JSON.stringify(bad.body?.() ?? {}));
  };

  it.each(CASES)('$what', async (bad) => {
    const [before] = await world.rows(STATE);
    for (const [place, language] of LANGUAGES.entries()) {
      const answer = await call(bad, language, `bad-${bad.what}-${place}`.replace(/[^a-z0-9-]/gi, ''));
      const problem = answer.body as Problem;
      expect({ status: answer.status, code: problem.code, fields: problem.errors?.map(({ field }) => field) }).toEqual({
        status: bad.status,
        code: bad.code,
        fields: bad.fields ?? problem.errors?.map(({ field }) => field),
      });
      expect(answer.headers['content-type']).toContain('application/problem+json');
      const sentences = [problem.title, problem.detail, ...(problem.errors ?? []).map(({ message }) => message)];
      for (const sentence of sentences.filter((one) => one !== undefined)) {
        expect([sentence, /\p{Script=Han}/u.test(sentence)]).toEqual([sentence, language === 'zh-CN']);
      }
    }
    const [after] = await world.rows(STATE);
    expect(after).toEqual(before);
  });

  it('keeps what is rare but right: rare characters, emoji, full-width digits', async () => {
    const member = memberInput({ name: '𠮷田·阿依古丽', phone: '１３９１２３４５６７８' });
    const made = await world.api.window.post(
      'households',
      householdInput({ regionCode: VILLAGE, address: '3组 🏠 <b>', members: [member] }),
    );
    expect([made.status, made.text.includes('𠮷田·阿依古丽')]).toEqual([201, true]);
    const { id } = made.body as { id: string };
    const found = await world.api.window.get('households?phoneTail=5678');
    expect(found.text).toContain(id);
  });
});
