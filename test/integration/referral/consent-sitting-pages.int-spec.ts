import { ConsoleVisitor } from '../../support/console';
import { openReferralWorld, type Person, type ReferralWorld } from './referral-world';

const RIGHTS = '不影响您依法享有的权利和救助';

describe('pages of a consent sitting (R98)', () => {
  let world: ReferralWorld;
  let window: ConsoleVisitor;
  let person: Person;

  const enter = async (fields: Record<string, string> = {}): Promise<ConsoleVisitor> => {
    const address = `/console/households/${person.id}/link`;
    const { text: page } = await window.submit(address, address, fields);
    const [, path = ''] = /href="[^"]*(\/h\/[\w-]{20,})"/.exec(page) ?? [];
    const [, pin = ''] = />(\d{3} \d{3})</.exec(page) ?? [];
    const visitor = new ConsoleVisitor(world.app);
    await visitor.submit(path, path, { pin });
    return visitor;
  };
  const states = () =>
    world.rows<{ receiver_name: string; state: string; struck_items: string[] }>(
      'select receiver_name, state, struck_items from consents where household_id = $1 order by id',
      [person.id],
    );

  beforeAll(async () => {
    world = await openReferralWorld();
    window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    person = await world.person();
  });
  afterAll(() => world.close());

  it('write down a sheet with two lines struck and print its receipt, which can be checked', async () => {
    const address = `/console/households/${person.id}/consent-sittings/new`;
    expect((await window.get(`${address}?lang=zh-CN`)).text).toContain(RIGHTS);
    const kept = ['identity', 'contact', 'need'];
    const refused = await window.submit(address, address, { answer: 'now', mode: 'self', kept });
    expect([refused.status, refused.text.includes('请至少选择一条')]).toEqual([422, true]);
    const said = { 'lines.social-work': 'given', 'lines.charity': 'struck', 'lines.medical': 'struck' };
    const guardian = { answer: 'now', mode: 'guardian', kept, ...said };
    const unproven = await window.submit(address, address, guardian);
    expect([unproven.status, unproven.text.includes('href="#f-proofKind"')]).toEqual([422, true]);
    const saved = await window.submit(address, address, { answer: 'now', mode: 'self', kept, ...said });
    expect(saved.status).toBe(303);
    expect(await states()).toEqual([
      { receiver_name: 'social-work-agency', state: 'given', struck_items: ['address', 'care-notes'] },
      { receiver_name: 'charity', state: 'refused', struck_items: [] },
      { receiver_name: 'medical', state: 'refused', struck_items: [] },
    ]);
    const page = saved.headers.location!;
    const receipt = (await window.get(`${page}/print`)).text;
    const [digest = ''] = /[0-9a-f]{64}/.exec(receipt) ?? [];
    expect(receipt).toContain(RIGHTS);
    expect((await window.get(`${page}/check?digest=${digest}`)).text).toContain('内容没有改动');
    expect((await window.get(`${page}/check?digest=${digest.replace(/^./, 'g')}`)).text).toContain('不一致');
  });

  it('let the household answer a sheet, keep the receipt and take it back', async () => {
    const address = `/console/households/${person.id}/consent-sittings/new`;
    const kept = ['identity', 'contact', 'address', 'need'];
    const said = { 'lines.social-work': 'given', 'lines.charity': 'given', 'lines.volunteers': 'given' };
    const saved = await window.submit(address, address, { answer: 'later', mode: 'self', kept, ...said });
    const sitting = saved.headers.location!.split('/').pop()!;
    const shown = await window.get(saved.headers.location!);
    const silent = await window.send(shown.text, `/console/consent-sittings/${sitting}/answer`, { mode: 'self', kept });
    expect([silent.status, silent.text.includes('请逐条选择')]).toEqual([422, true]);
    const visitor = await enter();
    const sheet = `/h/sittings/${sitting}`;
    expect((await visitor.get('/h/home')).text).toContain(`href="${sheet}"`);
    const page = (await visitor.get(sheet)).text;
    expect(page).toContain(RIGHTS);
    const [line = ''] = /name="lines" type="checkbox" value="([^"]+)"/.exec(page)?.slice(1) ?? [];
    const answered = await visitor.send(page, sheet, { answer: 'agree', lines: [line], told: ['identity', 'need'] });
    expect(answered.headers.location).toBe(`/h/receipts/${sitting}`);
    expect((await visitor.get(`/h/receipts/${sitting}`)).text).toMatch(/[0-9a-f]{64}/);
    expect((await visitor.get(sheet)).status).toBe(409);
    expect((await states()).slice(3).map(({ state }) => state)).toEqual(['given', 'refused', 'refused']);
    const withdraw = `/h/consents/${line}/withdraw`;
    expect((await visitor.submit('/h/shared', withdraw)).status).toBe(303);
    expect((await states())[3]).toMatchObject({ state: 'withdrawn' });
    expect((await visitor.get('/h/shared')).text).not.toContain(withdraw);
  });

  it('show a barred member nothing: set, seen and lifted at the desk, with a reason, and links given by name (B30, B31)', async () => {
    const reason = '据邻居反映有家庭暴力';
    const desk = `/console/households/${person.id}/guardian-bars`;
    const { body } = await world.api.window.post(`households/${person.id}/members`, {
      name: '李护',
      relation: 'sibling',
    });
    const other = (body as { id: string }).id;
    const visitor = await enter();
    expect((await visitor.get('/h/shared')).status).toBe(200);
    expect((await window.get(`/console/households/${person.id}`)).text).toContain(`href="${desk}"`);
    const set = (barred: string, why: string) =>
      window.submit(desk, desk, { memberId: person.memberId, barred, reason: why });
    const unexplained = await set('yes', '');
    expect([unexplained.status, unexplained.text.includes('href="#f-reason"')]).toEqual([422, true]);
    expect((await set('yes', reason)).status).toBe(303);
    for (const path of ['/h/home', '/h/shared', '/h/who-looked', '/h/openings']) {
      const { status, text } = await visitor.get(path);
      expect([path, status, text.includes(person.id)]).toEqual([path, 401, false]);
    }
    const [sealed] = await world.rows<{ text: string }>(
      'select reason_ciphertext::text as text from guardian_bars where member_id = $1',
      [person.memberId],
    );
    expect(sealed!.text).not.toContain(Buffer.from(reason).toString('hex'));
    expect((await window.get(desk)).text).toContain(reason);
    const colleague = (await world.api.station.get(`households/${person.id}/guardian-bars`)).body as {
      items: object[];
    };
    expect(colleague.items).toMatchObject([
      { memberId: person.memberId, barred: true, reason: null, reasonWithheld: true },
    ]);

    const give = `/console/households/${person.id}/link`;
    const offered = (await window.get(give)).text;
    expect([offered.includes(other), offered.includes(person.memberId)]).toEqual([true, false]);
    for (const holder of ['', person.memberId]) {
      const refused = await window.submit(give, give, { holderMemberId: holder });
      expect([refused.status, refused.text.includes('不得知情')]).toEqual([422, true]);
    }
    const trusted = await enter({ holderMemberId: other });
    expect((await trusted.get('/h/home')).status).toBe(200);
    expect((await trusted.get('/h/shared')).status).toBe(409);

    expect((await set('no', '已核实，是误会')).status).toBe(303);
    expect((await trusted.get('/h/shared')).status).toBe(200);
    expect((await window.get(desk)).text).toContain('已核实，是误会');
    expect((await (await enter()).get('/h/home')).status).toBe(200);
    const acts = await world.rows<{ action: string }>(
      "select action from audit_events where subject_id = $1 and action like 'guardian.%' order by at",
      [person.memberId],
    );
    expect(acts.map(({ action }) => action)).toEqual(['guardian.barred', 'guardian.bar-lifted']);
  });

  it('tell who got what: the providers, when, and what they opened', async () => {
    const firm = await world.firm();
    const referral = await world.sent(person, await world.offering(firm));
    await world.act(firm.api, referral, 'accept');
    await firm.api.get(`referrals/${referral.id}`);
    for (const text of [
      (await window.get(`/console/households/${person.id}/shared`)).text,
      (await (await enter()).get('/h/shared')).text,
    ]) {
      expect(text).toContain(firm.provider.name);
      expect(text).toContain('姓名、电话');
    }
  });

  it('name the law and article where a ground of the law stands in for a consent (PIPL 13)', async () => {
    const firm = await world.firm();
    const byLaw = async (legalGround: string) => {
      const referral = await world.draft(person, await world.offering(firm));
      await world.act(world.api.window, referral, 'consent', { legalGround, legalReason: '老人独自在家，情况紧急' });
      await world.act(world.api.window, referral, 'send');
      return referral;
    };
    const [urgent, report] = [await byLaw('vital-interest'), await byLaw('mandatory-report')];
    const law = {
      'zh-CN': '紧急情况下保护生命健康和财产安全（个人信息保护法第十三条第一款第（四）项）',
      en: 'in an emergency (Personal Information Protection Law, article 13, paragraph 1, item 4)',
    };
    const kind = {
      scope: 'referral',
      receiverKind: 'provider',
      receiverId: firm.provider.id,
      receiverName: firm.provider.name,
    };
    const line = { ...kind, items: ['identity'], decision: 'struck' };
    const sitting = await world.api.window.post(`households/${person.id}/consent-sittings`, {
      lines: [line],
      mode: 'self',
    });
    const { id, lines } = sitting.body as { id: string; lines: Array<{ id: string }> };
    const draft = await world.draft(person, await world.offering(firm));
    const visitor = await enter();
    const own = [`/h/shared`, `/h/receipts/${id}`];
    const staff = [
      ...[`/console/consents/${lines[0]!.id}`, `/console/consent-sittings/${id}/print`],
      ...[`/console/households/${person.id}/shared`, `/console/referrals/${urgent.id}`],
    ];
    for (const [locale, words] of Object.entries(law)) {
      for (const path of own)
        expect([path, (await visitor.get(`${path}?lang=${locale}`)).text.includes(words)]).toEqual([path, true]);
      for (const path of staff)
        expect([path, (await window.get(`${path}?lang=${locale}`)).text.includes(words)]).toEqual([path, true]);
    }
    // The receipt of the API says the same from the same source.
    const receipt = (await world.api.window.get(`consents/${lines[0]!.id}/receipt`)).body as { byLaw: object[] };
    expect(receipt.byLaw).toEqual([
      {
        ...{ referralId: urgent.id, providerName: firm.provider.name, legalGround: 'vital-interest' },
        sentAt: expect.stringMatching(/^\d{4}-/) as unknown,
        legalBasis: {
          ...{ zh: '紧急情况下保护生命健康和财产安全', en: expect.stringMatching(/emergency$/) as unknown },
          article: {
            zh: '个人信息保护法第十三条第一款第（四）项',
            en: 'Personal Information Protection Law, article 13, paragraph 1, item 4',
          },
        },
      },
    ]);
    const send = (await window.get(`/console/referrals/${draft.id}/send?lang=en`)).text;
    expect(send).toContain('Anti-Domestic Violence Law, article 14');
    // A paper at home does not tell of a report about somebody there (PIPL 18, B31).
    for (const text of [
      (await visitor.get(`/h/receipts/${id}?lang=en`)).text,
      (await window.get(`/console/consent-sittings/${id}/print?lang=en`)).text,
    ])
      expect(text).not.toContain('Anti-Domestic Violence');
    expect((await window.get(`/console/referrals/${report.id}?lang=en`)).text).toContain(
      'Anti-Domestic Violence Law, article 14',
    );
    await window.get(`/console?lang=zh-CN`);
  });

  it('end with the stay of whoever leaves, who can be barred still and speaks for nobody (B30, B31)', async () => {
    const { api } = world;
    person = await world.person();
    const join = async (name: string, relation: string) =>
      ((await api.window.post(`households/${person.id}/members`, { name, relation })).body as { id: string }).id;
    const leave = async (id: string) =>
      expect((await api.window.post(`members/${id}/leave`, { reason: 'moved-away' })).status).toBe(200);
    const husband = await join('王强', 'spouse');
    const guest = await join('王客', 'other');
    const held = await enter({ holderMemberId: husband });
    await leave(guest);
    expect((await held.get('/h/home')).status).toBe(200);
    await leave(husband);
    expect((await held.get('/h/home')).status).toBe(401);
    const another = await join('王远', 'other');
    const nobodys = await enter();
    expect((await nobodys.get('/h/home')).status).toBe(200);
    await leave(another);
    expect((await nobodys.get('/h/home')).status).toBe(401);

    const desk = `/console/households/${person.id}/guardian-bars`;
    const reason = '搬走以后仍在打听';
    expect((await window.submit(desk, desk, { memberId: husband, barred: 'yes', reason })).status).toBe(303);
    expect((await window.get(desk)).text).toContain(reason);
    const proxy = {
      ...{ scope: 'referral', receiverKind: 'provider-kind', receiverName: 'charity', items: ['identity', 'need'] },
      ...{ decision: 'given', mode: 'proxy' },
    };
    const spoken = (givenByName: string) =>
      api.window.post(`households/${person.id}/consents`, { ...proxy, givenByName });
    const refused = await spoken('王强');
    expect([refused.status, refused.text.includes('consent-guardian-barred')]).toEqual([422, true]);
    expect((await spoken('李代')).status).toBe(201);
    const trusted = await enter({ holderMemberId: person.memberId });
    expect((await trusted.get('/h/shared')).status).toBe(200);
    const unknown = `households/${person.id}/members/${person.needId}/guardian-bar`;
    expect((await api.window.post(unknown, { barred: true, reason })).status).toBe(404);
  });
});
