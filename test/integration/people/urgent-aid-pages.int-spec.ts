import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

const FIRE = '昨夜火灾，家中粮食和被褥全部烧毁';
const WORDS = '火灾证明与户籍材料一致，情况属实';

describe('pages of urgent aid, reserves and second looks (B24, B22, R70)', () => {
  let world: PeopleWorld;
  let officer: ConsoleVisitor;
  let station: ConsoleVisitor;
  let reserve: string;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    officer = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
    station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
  });
  afterAll(() => world.close());

  const locationOf = (answer: { status: number; headers: Record<string, string> }): string => {
    expect(answer.status).toBe(303);
    return answer.headers.location!;
  };

  it('open a reserve, book, refuse what is not there with the typed values kept, and undo', async () => {
    const [unit] = await world.rows<{ id: string }>(
      `select u.id from units u join regions r on r.id = u.region_id where u.tier = 'station' and r.code = '990101001'`,
    );
    const list = '/console/reserves';
    const typed = { unitId: unit!.id, imprestFen: '一万' };
    const again = await officer.submit(list, list, typed);
    expect(again.status).toBe(422);
    expect(again.text).toContain('value="一万"');
    reserve = locationOf(await officer.submit(list, list, { ...typed, imprestFen: '10000' }));
    const entry = { kind: 'top-up', amountFen: '2500.50', reason: '区民政局本季度备用金拨付' };
    locationOf(await officer.submit(reserve, `${reserve}/entries`, entry));
    const over = await officer.submit(reserve, `${reserve}/entries`, {
      ...entry,
      kind: 'take-back',
      amountFen: '9999',
    });
    expect(over.status).toBe(409);
    expect(over.text).toContain('2500.50');
    expect(over.text).toContain('value="9999"');
    const shown = (await officer.get(reserve)).text;
    expect(shown).toContain('¥2,500.50');
    const [, entryId = ''] = /<option value="([0-9a-f-]{36})"/.exec(shown) ?? [];
    locationOf(await officer.submit(reserve, `${reserve}/undo`, { entryId, undoReason: '拨付金额录入有误' }));
    expect((await officer.get(reserve)).text).toContain('¥0.00');
    expect((await station.get(`${list}?low=true`)).text).toContain(reserve);
    expect((await station.get(reserve)).text).not.toContain(`${reserve}/entries"`);
    locationOf(await officer.submit(reserve, `${reserve}/entries`, entry));
    locationOf(await officer.submit(reserve, `${reserve}/imprest`, { imprestFen: '5000' }));
    expect((await officer.get(`${reserve}?lang=en`)).text).toContain('Filled up to');
  });

  it('file an urgent application, grant it at once, take the papers, and count them on the home page', async () => {
    const { id, memberIds } = await world.household();
    const list = `/console/households/${id}/applications`;
    const filed = { act: 'temporary', applicantId: memberIds[0]!, urgentGround: FIRE };
    const page = locationOf(await station.submit(list, list, filed));
    expect((await station.get(page)).text).toContain('¥2,500.50');
    const short = await station.submit(page, `${page}/urgent-decision`, { act: 'grant', amountFen: '', ground: '' });
    expect(short.status).toBe(422);
    const over = await station.submit(page, `${page}/urgent-decision`, { act: 'grant', amountFen: '1000.01' });
    expect(over.status).toBe(422);
    expect(over.text).toContain('value="1000.01"');
    locationOf(await station.submit(page, `${page}/urgent-decision`, { act: 'grant', amountFen: '800' }));
    locationOf(await station.submit(page, `${page}/urgent`, { act: 'complete' }));
    expect((await station.get('/console')).text).toMatch(/papers(=|&#x3D;)brought/);
    const wrong = { result: 'wrong', finding: WORDS };
    const unsaid = await station.submit(page, `${page}/papers`, wrong);
    expect(unsaid.status).toBe(422);
    expect(unsaid.text).toContain(WORDS);
    locationOf(await station.submit(page, `${page}/papers`, { ...wrong, reclaimFen: '800' }));
    const decision = { act: 'decide', decision: 'waive', ground: WORDS };
    locationOf(await officer.submit(page, `${page}/urgent-decision`, decision));
    expect((await officer.get(`${page}?lang=en`)).text).toContain('Not reclaimed');
    expect((await officer.get('/console/applications?papers=wrong&lang=zh-CN')).status).toBe(200);
  });

  it('say that a household was granted it before, and who may grant it again, with what was typed kept', async () => {
    const { id, memberIds } = await world.household([
      { name: '王桂芳', relation: 'head' },
      { name: '王小明', relation: 'other' },
    ]);
    const list = `/console/households/${id}/applications`;
    const pages: string[] = [];
    for (const applicantId of memberIds)
      pages.push(locationOf(await station.submit(list, list, { act: 'temporary', applicantId, urgentGround: FIRE })));
    const [first = '', again = ''] = pages;
    const grant = { act: 'grant', amountFen: '12.34', ground: '' };
    expect((await station.get(first)).text).not.toContain('此前已获救助');
    // Opened before the other was granted.
    const open = await station.get(again);
    expect(open.text).toContain(`${again}/urgent-decision"`);
    locationOf(await station.submit(first, `${first}/urgent-decision`, grant));
    const late = await station.send(open.text, `${again}/urgent-decision`, grant);
    expect([late.status, late.text.includes('乡镇不能再次批准')]).toEqual([409, true]);
    const shut = await station.get(again);
    expect(shut.text).toContain('此前已获救助');
    expect(shut.text).not.toContain(`${again}/urgent-decision"`);
    expect((await officer.get(`${again}?lang=en`)).text).toContain('granted this aid once within 12 months');
    const unsaid = await officer.submit(again, `${again}/urgent-decision`, grant);
    expect([unsaid.status, unsaid.text.includes('value="12.34"')]).toEqual([422, true]);
    locationOf(await officer.submit(again, `${again}/urgent-decision`, { ...grant, ground: WORDS }));
  });

  it('look again at what was drawn, and answer it', async () => {
    const [row] = await world.rows<{ id: string }>(
      `update applications set sampled = true where act = 'temporary' and outcome is not null returning id`,
    );
    const page = `/console/applications/${row!.id}`;
    expect((await officer.get('/console/second-looks?state=waiting')).text).toContain(page);
    const look = { lookOutcome: 'to-correct', lookGround: '短' };
    const again = await officer.submit(page, `${page}/second-look`, look);
    expect([again.status, again.text.includes('短</textarea>')]).toEqual([422, true]);
    locationOf(await officer.submit(page, `${page}/second-look`, { ...look, lookGround: WORDS }));
    expect((await station.get('/console/second-looks?state=to-correct')).text).toContain(page);
    locationOf(await station.submit(page, `${page}/second-look-answer`, { lookAnswer: '已经补正档案材料' }));
    expect((await officer.get('/console/second-looks?state=answered')).text).toContain(page);
  });

  it('offer the list of payments as a file with its watermark, in yuan', async () => {
    expect((await officer.get('/console/benefit-payments')).text).toMatch(/kind(=|&#x3D;)payments/);
    const ordered = await world.api.officer.post('exports', {
      ...{ kind: 'payments', mode: 'named', format: 'csv', reason: '交银行发放本月救助金', confirmed: true },
    });
    expect(ordered.status).toBe(201);
    await world.app.drain();
    const { id, number } = ordered.body as { id: string; number: string };
    const { text } = await officer
      .get(`/console/exports/${id}/file`)
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      })
      .then(({ body }) => ({ text: (body as Buffer).toString('utf8') }));
    expect(text).toContain(number);
    expect(text).toMatch(/"AP-\d{4}-\d{6}","王桂芳",.*"800\.00".*储备金/);
    const [read] = await world.rows<{ count: number }>(
      `select count(*)::int as count from audit_events where action = 'household.exported' and fields @> $1::jsonb`,
      [JSON.stringify(['payments'])],
    );
    expect(read!.count).toBeGreaterThan(0);
  });
});
