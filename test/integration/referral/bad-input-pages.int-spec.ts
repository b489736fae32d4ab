import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import type { Offering } from '../../../src/supply/offerings';
import { identityNumber } from '../../factories/households.factory';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, type Login } from '../../support/district';
import { VILLAGE } from '../people/assessed-household';
import { type Firm, openReferralWorld, type Person, type ReferralBody, type ReferralWorld } from './referral-world';

const DAY = 86_400_000;
const right = identityNumber('1950-05-05');
const wrongCheckDigit = right.slice(0, 17) + (right.endsWith('1') ? '2' : '1');

interface Bad {
  what: string;
  who: 'worker' | 'dispatcher' | 'stranger' | 'nobody';
  page: () => string;
  /** Default: the page. */
  action?: () => string;
  fields: Record<string, string>;
  status: number;
  /** The field that the summary leads to; without one the refusal belongs to the whole form. */
  field?: string;
  /** Happens after the page was opened and before it is sent. */
  meanwhile?: () => Promise<unknown>;
}

/** The page's own words: without tags, entities and what was typed. */
const wordsOf = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/&[#\w]+;/g, ' ');
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

describe.each(['zh-CN', 'en'])(
  'bad input on pages in %s: named beside the field, nothing typed is lost',
  (language) => {
    let world: ReferralWorld;
    let firm: Firm;
    let person: Person;
    let offering: Offering;
    let visitors: Record<Bad['who'], ConsoleVisitor>;
    let unconsented: ReferralBody;
    let accepted: ReferralBody;
    let late: ReferralBody;

    beforeAll(async () => {
      world = await openReferralWorld();
      firm = await world.firm();
      person = await world.person();
      offering = await world.offering(firm);
      late = await world.sent(await world.person(), offering);
      world.app.clock.set(new Date(world.app.clock.now().getTime() + 8 * DAY));
      unconsented = await world.draft(person, offering);
      accepted = await world.sent(await world.person(), offering);
      const enter = async (login?: Login) => {
        const visitor = new ConsoleVisitor(world.app);
        if (login) await visitor.signIn(login.username);
        const start = login ? '/console' : '/console/register-provider';
        const chosen = await visitor.submit(start, '/console/language', { lang: language, back: start });
        expect(chosen.status).toBe(303);
        return visitor;
      };
      visitors = {
        worker: await enter(world.logins.window),
        dispatcher: await enter(firm.dispatcher),
        stranger: await enter((await world.firm()).dispatcher),
        nobody: await enter(),
      };
    }, 120_000);
    afterAll(() => world?.close());

    const intake = { page: () => '/console/households/new', who: 'worker' as const, status: 422 };
    const house = {
      regionCode: VILLAGE,
      address: '5组3号 <b>"&',
      'members.0.name': "王'桂<芳>",
      'members.0.relation': 'head',
      'members.0.birthDate-year': '1951',
      'members.0.birthDate-month': '2',
      'members.0.birthDate-day': '3',
    };
    const offer = { page: () => '/console/offerings/new', who: 'dispatcher' as const, status: 422 };
    const lunch = { name: '午餐 <i>', code: 'LI-02', side: 'society', mode: 'site', payer: 'free' };
    const CASES: Bad[] = [
      {
        ...intake,
        what: 'a wrong check digit (B49)',
        fields: { ...house, 'members.0.identityKind': 'resident-id', 'members.0.identityNumber': wrongCheckDigit },
        field: 'members.0.identityNumber',
      },
      {
        ...intake,
        what: 'a 30th of February',
        fields: { ...house, 'members.0.birthDate-day': '30' },
        field: 'members.0.birthDate',
      },
      {
        ...intake,
        what: 'a birth before anybody alive',
        fields: { ...house, 'members.0.birthDate-year': '1750' },
        field: 'members.0.birthDate',
      },
      {
        ...intake,
        what: 'a birth that is still to come',
        fields: { ...house, 'members.0.birthDate-year': '2199' },
        field: 'members.0.birthDate',
      },
      { ...intake, what: 'no members', fields: { regionCode: VILLAGE, address: '5组' }, field: 'members' },
      {
        ...intake,
        what: 'a phone in words',
        fields: { ...house, 'members.0.phone': '没有电话' },
        field: 'members.0.phone',
      },
      { ...intake, what: 'a NUL', fields: { ...house, address: 'a\0b' }, field: 'address' },
      {
        ...offer,
        what: 'a negative capacity',
        fields: { ...lunch, capacityPerPeriod: '-1' },
        field: 'capacityPerPeriod',
      },
      { ...offer, what: 'half a place', fields: { ...lunch, capacityPerPeriod: '2.5' }, field: 'capacityPerPeriod' },
      {
        ...offer,
        what: 'a capacity in words',
        fields: { ...lunch, capacityPerPeriod: '很多' },
        field: 'capacityPerPeriod',
      },
      {
        ...offer,
        what: 'a place outside the world',
        fields: { ...lunch, latitude: '91', longitude: '0' },
        field: 'latitude',
      },
      { ...offer, what: 'a price in words', fields: { ...lunch, payer: 'fund', price: '十元' }, field: 'price' },
      {
        what: 'a credit code that is none (B50)',
        who: 'nobody',
        page: () => '/console/register-provider',
        fields: {
          ...{ name: '好邻居', kind: 'charity', regionCode: DISTRICT, contactName: '李', phone: '028-87000000' },
          creditCode: '51000000000000000Q',
        },
        status: 422,
        field: 'creditCode',
      },
      {
        what: 'a referral without consent (R98)',
        who: 'worker',
        page: () => `/console/referrals/${unconsented.id}/send`,
        fields: { ground: 'consent' },
        status: 409,
      },
      {
        what: 'a file that was changed in another tab',
        who: 'worker',
        page: () => `/console/households/${person.id}/edit`,
        fields: { regionCode: VILLAGE, address: '另一处 <b>', contactChannel: 'phone' },
        status: 412,
        meanwhile: async () => {
          const { version } = (await world.api.window.get(`households/${person.id}`)).body as { version: number };
          await world.api.window.patch(`households/${person.id}`, { contactChannel: 'sms' }, version).expect(200);
        },
      },
      {
        what: 'an answer after the clock',
        who: 'dispatcher',
        page: () => `/console/referrals/${late.id}/decline`,
        fields: { reason: 'full', message: '没有人手' },
        status: 409,
      },
    ];

    const refused = async (bad: Bad): Promise<Response> => {
      const visitor = visitors[bad.who];
      const shown = await visitor.get(bad.page());
      expect([bad.page(), shown.status]).toEqual([bad.page(), 200]);
      await bad.meanwhile?.();
      return visitor.send(shown.text.replaceAll('&#x3D;', '='), (bad.action ?? bad.page)(), bad.fields);
    };

    it.each(CASES)('$what', async (bad) => {
      const answer = await refused(bad);
      expect(answer.status).toBe(bad.status);
      const html = answer.text.replaceAll('&#x3D;', '=').replaceAll('&#x27;', "'").replaceAll('&#39;', "'");
      expect(html).toContain(`<html lang="${language}"`);
      const summary = /govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(html)?.[1] ?? '';
      const words = wordsOf(summary).trim();
      expect([words !== '', /\p{Script=Han}/u.test(words)]).toEqual([true, language === 'zh-CN']);
      if (bad.field !== undefined) {
        const anchor = `f-${bad.field.replaceAll('.', '-')}`;
        expect(summary).toContain(`href="#${anchor}"`);
        expect(html).toContain(`id="${anchor}"`);
      }
      for (const [name, typed] of Object.entries(bad.fields).filter(([, text]) => !text.includes('\0'))) {
        const kept =
          html.includes(`value="${escaped(typed)}"`) ||
          html.replaceAll(/>\s+/g, '>').includes(`>${escaped(typed)}</textarea>`);
        expect([name, typed, kept]).toEqual([name, typed, true]);
      }
      expect(html).not.toMatch(/<b>|<i>/);
    });

    it('an acceptance after the clock, a second one, and one by another provider', async () => {
      const path = (one: ReferralBody) => `/console/referrals/${one.id}`;
      const inbox = (await visitors.dispatcher.get(path(accepted))).text.replaceAll('&#x3D;', '=');
      const form = (one: ReferralBody) => inbox.replaceAll(accepted.id, one.id);
      const state = async (one: ReferralBody) => (await world.look(one)).state;
      const foreign = await visitors.stranger.send(
        (await visitors.stranger.get('/console')).text.replace(
          '<form',
          `<form action="${path(accepted)}/accept"><form`,
        ),
        `${path(accepted)}/accept`,
      );
      expect([403, 404]).toContain(foreign.status);
      expect(await state(accepted)).toBe('sent');
      expect((await visitors.dispatcher.send(inbox, `${path(accepted)}/accept`)).status).toBe(303);
      const twice = await visitors.dispatcher.send(inbox, `${path(accepted)}/accept`);
      expect([twice.status, twice.headers.location]).toEqual([303, path(accepted)]);
      for (const one of [accepted, late]) {
        const again = await visitors.dispatcher.send(form(one), `${path(one)}/accept`, { _key: randomUUID() });
        const summary = wordsOf(/govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(again.text)?.[1] ?? '').trim();
        expect([again.status, summary !== '', /\p{Script=Han}/u.test(summary)]).toEqual([
          409,
          true,
          language === 'zh-CN',
        ]);
      }
      expect([await state(accepted), await state(late)]).toEqual(['accepted', 'expired']);
    });
  },
);
