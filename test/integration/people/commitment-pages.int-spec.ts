import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

describe('pages of words in place of papers (R89)', () => {
  let world: PeopleWorld;
  const visitors = {} as Record<'window' | 'station' | 'centre' | 'officer', ConsoleVisitor>;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    for (const who of ['window', 'station', 'centre', 'officer'] as const)
      visitors[who] = await new ConsoleVisitor(world.app).signIn(world.logins[who].username);
  });
  afterAll(() => world.close());

  const file = async () => {
    const { id } = await world.household();
    const { body } = await world.api.window.post(`households/${id}/applications`, { act: 'dibao' });
    return body.id as string;
  };
  const shown = async (applicationId: string, waived: string[] = ['income-proof']) => {
    const page = `/console/applications/${applicationId}/commitments`;
    const sent = await visitors.window.submit(page, page, { waived, signerKind: 'person' });
    expect(sent.status).toBe(303);
    return String(sent.headers.location);
  };

  it('lead from the application to a text that is read aloud, and to the paper that is signed', async () => {
    const id = await file();
    expect((await visitors.window.get(`/console/applications/${id}`)).text).toContain(
      `/console/applications/${id}/commitments`,
    );
    const address = `/console/applications/${id}/commitments`;
    const wrong = await visitors.window.submit(address, address, { signerKind: 'person' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toMatch(/value="person" checked/);
    const page = await shown(id, ['income-proof', 'rent-contract']);
    const { text } = await visitors.window.get(page);
    expect(text).toContain('请把下面的内容读给承诺人听');
    expect(text).toContain('<section lang="zh-CN">');
    expect(text).toContain('签不签由您自己定');
    expect(text).toContain('收入情况说明');
    const paper = (await visitors.window.get(`${page}/print`)).text;
    expect(paper).toContain('告知承诺书');
    expect(paper).toContain('承诺人（签字或按手印、日期）');
    expect(paper).toContain('最低生活保障');
    const unread = await visitors.window.submit(page, page, { act: 'answer', how: 'thumb-print' });
    expect(unread.status).toBe(422);
    expect(unread.text).toContain('请先把告知内容读给承诺人听');
    expect(unread.text).toMatch(/value="thumb-print" checked/);
    const signed = await visitors.window.submit(page, page, { act: 'answer', readAloud: 'true', how: 'thumb-print' });
    expect(signed.status).toBe(303);
    expect((await visitors.window.get(page)).text).toContain('按手印');
    // The one list of what is missing no longer offers the papers that the word stands for (B14).
    const application = (await visitors.station.get(`/console/applications/${id}`)).text;
    expect(application).toContain('已承诺代替的材料');
    expect(application).not.toContain('value="income-proof"');
    expect(application).toContain('value="illness-proof"');
  });

  it('lead from the draw to the check, the objection, its answer and what follows, with all that was typed kept', async () => {
    const page = await shown(await file());
    await visitors.window.submit(page, page, { act: 'answer', readAloud: 'true', how: 'signed' });
    const home = '/console/commitment-draws';
    expect((await visitors.window.get(home)).text).not.toContain('action="/console/commitment-draws"');
    const drawn = await visitors.officer.submit(home, home, {});
    expect(drawn.status).toBe(303);
    const draw = String(drawn.headers.location);
    expect((await visitors.station.get(draw)).text).toContain('用同一种子再抽一遍，结果相同');
    const none = await visitors.officer.submit(home, home, {});
    expect([none.status, none.text.includes('没有等待抽查的承诺')]).toEqual([409, true]);
    const [row] = await world.rows<{ id: string }>("select id from commitments where state = 'drawn' limit 1");
    const one = `/console/commitments/${row!.id}`;
    const check = `${one}/check`;
    const desk = (await visitors.station.get('/console')).text;
    expect(desk).toContain('抽中待核实');
    const short = await visitors.station.submit(one, check, { act: 'check', outcome: 'not-true', ground: '太短' });
    expect([short.status, short.text.includes('太短')]).toEqual([422, true]);
    const found = { act: 'check', outcome: 'not-true', ground: '用工单位说明与承诺不一致' };
    expect((await visitors.station.submit(one, check, found)).status).toBe(303);
    expect((await visitors.station.get('/console/commitments?state=not-true')).text).toContain(one);
    expect((await visitors.window.submit(one, one, { act: 'contest', said: '老板后来又补发了工资' })).status).toBe(303);
    const own = { act: 'reply', answer: 'not-true', reply: '核对后仍然不一致' };
    const refused = await visitors.station.submit(one, check, own);
    expect([refused.status, refused.text.includes('应当由另一位同事答复')]).toEqual([409, true]);
    expect(refused.text).toContain('核对后仍然不一致');
    expect((await visitors.centre.submit(one, check, own)).status).toBe(303);
    const undecided = { act: 'settle', next: 'recheck', why: '收入差距较大需要复核' };
    expect((await visitors.station.submit(one, check, undecided)).status).toBe(409);
    const stand = { ...undecided, next: 'let-stand' };
    expect((await visitors.station.submit(one, check, stand)).status).toBe(303);
    expect((await visitors.station.get(one)).text).toContain('不属实，不作处理');
  });

  it('are there in English too, and shut to whoever has no business with them', async () => {
    const page = await shown(await file());
    await visitors.officer.speak('en');
    for (const path of ['/console/commitments', '/console/commitment-draws', page, `${page}/print`]) {
      const { status, text } = await visitors.officer.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).toContain('<html lang="en"');
      // Only the words that were read to the household stay in its language.
      const own = text.replace(/<section lang="zh-CN">.*?<\/section>/s, '').replace(/<footer.*/s, '');
      if (path === page) expect(own).toContain('Read this aloud to the person');
    }
    await visitors.officer.speak('zh-CN');
    expect((await world.api.dispatcher.get('commitment-draws')).status).toBe(403);
  });
});
