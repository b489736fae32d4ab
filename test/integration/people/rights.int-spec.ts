import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copySections } from '../../../src/trust/copies';
import { HouseholdLinks } from '../../../src/trust/accounts';
import { systemActor } from '../../../src/trust/access';
import { householdCopy, type HouseholdCopy } from '../../../src/people/rights/dto/rights-request.view';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, loginAs } from '../../support/district';
import { memberInput, identityNumber } from '../../factories/households.factory';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

interface Request {
  id: string;
  number: string;
  state: string;
  eraseAfter: string | null;
  copyForms: string[];
  moves: string[];
}
const REASON = '按您说的办，已经核对过。';

describe('rights of a household over its data', () => {
  let world: PeopleWorld;
  let api: PeopleWorld['api'];
  let officer2: ApiClient;
  let number: string;
  let household: { id: string; memberIds: string[] };
  const identity = identityNumber('1950-01-01');

  const ask = (changes: object = {}, by: ApiClient = api.window) =>
    by.post('rights-requests', { householdId: household.id, kind: 'copy', identityCheck: 'known-person', ...changes });
  const asked = async (changes: object = {}) => (await ask(changes)).body as Request;
  const decide = (id: string, changes: object = {}, by: ApiClient = api.station) =>
    by.post(`rights-requests/${id}/decide`, { decision: 'grant', reason: REASON, ...changes });
  const codesOf = (answer: { body: unknown }) =>
    (answer.body as { errors?: Array<{ field: string; code: string }> }).errors?.map(({ field, code }) => [
      field,
      code,
    ]);
  const codeOf = (answer: { status: number; body: unknown }) => [
    answer.status,
    (answer.body as { code?: string }).code,
  ];
  const closeCase = async () => {
    await world.rows(
      "update cases set state = 'closed', opened_at = '2026-10-01', closed_at = '2026-11-01T00:00:00Z' where household_id = $1",
      [household.id],
    );
  };

  beforeAll(async () => {
    world = await openPeopleWorld();
    api = world.api;
    officer2 = world.app.api((await loginAs(world.app, 'officer')).token);
    household = await world.household([
      memberInput({ name: '权利人', identityKind: 'resident-id', identityNumber: identity, phone: '13912340077' }),
    ]);
    number = ((await api.window.get(`households/${household.id}`)).body as { number: string }).number;
  });
  afterAll(() => world.close());

  it('record who looks at a request, by the API and on the page', async () => {
    const { id } = await asked({ words: '想看看档案里写了什么' });
    const looks = () =>
      world.rows<{ household_id: string }>(
        "select household_id from audit_events where action = 'rights-request.read' and subject_id = $1",
        [id],
      );
    expect((await api.station.get(`rights-requests/${id}`)).status).toBe(200);
    expect(await looks()).toEqual([{ household_id: household.id }]);
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    expect((await visitor.get(`/console/rights/${id}`)).status).toBe(200);
    expect(await looks()).toHaveLength(2);
    expect((await api.window.post(`rights-requests/${id}/withdraw`)).status).toBe(200);
  });

  it('are asked with the identity checked and everything needed said', async () => {
    expect(codesOf(await ask({ kind: 'correct' }))).toEqual([
      ['words', 'rights-words-needed'],
      ['field', 'rights-field-needed'],
    ]);
    expect(codesOf(await ask({ askedAs: 'next-of-kin', askerName: '孙某' }))).toEqual([
      ['identityCheck', 'rights-kin-papers-needed'],
    ]);
    expect(codesOf(await ask({ askedAs: 'proxy', identityCheck: 'identity-document' }))).toEqual([
      ['identityCheck', 'rights-mandate-needed'],
      ['askerName', 'rights-asker-needed'],
      ['identityNote', 'rights-paper-needed'],
    ]);
    const kin = { askedAs: 'next-of-kin', askerName: '孙某', identityCheck: 'death-and-kinship-papers' };
    expect((await ask({ ...kin, identityNote: '死亡证明、户口簿' })).status).toBe(201);
    expect((await ask({}, api.dispatcher)).status).toBe(403);
    expect((await ask({ identityCheck: 'link-and-pin' })).status).toBe(422);
  });

  it('have a deadline of 15 working days, a reminder before it, and an end that stops it', async () => {
    const request = (await ask()).body as Request & { dueAt: string; ownerName: string };
    const calendar = Date.parse(request.dueAt) - world.app.clock.now().getTime();
    expect(calendar / 86_400_000).toBeGreaterThan(18);
    const due = async () =>
      (
        await world.rows<{ n: string }>(
          "select count(*) as n from due_items where kind = 'rights-request-reminder' and subject_id = $1 and done_at is null",
          [request.id],
        )
      )[0]?.n;
    expect(await due()).toBe('1');
    expect(codeOf(await decide(request.id, {}, api.window))[0]).toBe(403);
    expect((await api.window.post(`rights-requests/${request.id}/withdraw`)).status).toBe(200);
    expect(await due()).toBe('0');
    expect(codeOf(await decide(request.id))).toEqual([409, 'move-not-allowed']);
    const late = await asked();
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 40 * 86_400_000));
    const list = (await api.station.get('rights-requests?late=true')).body as { items: Request[] };
    expect(list.items.map(({ id }) => id)).toContain(late.id);
    await world.app.drain();
    const told = await world.rows("select 1 from notifications where template = 'rights-due' and subject_id = $1", [
      late.id,
    ]);
    expect(told).toHaveLength(1);
    world.app.clock.reset();
  });

  it('give a copy of what is kept, once in each form, without third-party words and within its time', async () => {
    await world.rows(
      `insert into needs (id, household_id, district_code, region_path, code, severity, state, source, assessed, assessment_ids, evidence, note, found_at, version)
       select gen_random_uuid(), id, district_code, region_path, code, 2, 'found', 'worker', false, '{}', '[]', '旁人说的话', now(), 1
         from households cross join (values ('CA-01'), ('SO-05')) v (code) where id = $1`,
      [household.id],
    );
    const request = await asked();
    expect(codeOf(await api.station.post(`rights-requests/${request.id}/copy`))).toEqual([409, 'rights-no-copy']);
    expect((await decide(request.id)).body).toMatchObject({ state: 'granted', copyForms: ['file', 'page'] });
    const taken = await api.station.post(`rights-requests/${request.id}/copy`);
    expect(taken.status).toBe(200);
    const copy = householdCopy.parse(taken.body) as HouseholdCopy;
    const rowsOf = (key: string) => copy.sections.find((section) => section.key === key)?.rows ?? [];
    expect(copy.sections.map(({ key }) => key)).toEqual(copySections().map(({ key }) => key));
    expect(rowsOf('members')).toEqual([
      expect.objectContaining({ name: '权利人', identityNumber: identity, phone: '13912340077' }),
    ]);
    expect(rowsOf('needs').map(({ code }) => code)).toEqual(['CA-01']);
    expect(rowsOf('rights').length).toBeGreaterThan(0);
    expect(taken.text).not.toContain('旁人说的话');
    expect(codeOf(await api.station.post(`rights-requests/${request.id}/copy`))).toEqual([410, 'rights-copy-taken']);
    const [logged] = await world.rows<{ action: string }>(
      "select action from audit_events where action = 'household.copy-taken' and subject_id = $1",
      [request.id],
    );
    expect(logged).toBeDefined();
    expect(rowsOf('readings')).toContainEqual(
      expect.objectContaining({ action: 'household.file-read', ground: 'area' }),
    );
    const second = await asked();
    await decide(second.id);
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 15 * 86_400_000));
    expect(codeOf(await api.station.post(`rights-requests/${second.id}/copy`))).toEqual([410, 'rights-copy-expired']);
    world.app.clock.reset();
  });

  it('copy who looked with the ground, but not a break-glass whose notice is delayed (C2)', async () => {
    const stranger = await loginAs(world.app, 'window-worker', { regionPath: '999' });
    const asking = { kind: 'break-glass', householdKey: number, reason: '家中老人摔倒，需要马上联系家属' };
    const { id } = (await world.app.api(stranger.token).post('approvals', asking)).body as Request;
    const noticeOn = new Date(world.app.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10);
    const delay = { noticeDelayReason: '施暴者会看到寄来的信，先安排安全住处', noticeOn };
    expect((await api.centre.post(`approvals/${id}/confirm`, delay)).status).toBe(200);
    expect((await world.app.api(stranger.token).get(`households/${household.id}`)).status).toBe(200);
    const granted = async () => {
      const request = await asked();
      await decide(request.id);
      return request;
    };
    const groundsIn = async (request: Request) => {
      const copy = householdCopy.parse(
        (await api.station.post(`rights-requests/${request.id}/copy`)).body,
      ) as HouseholdCopy;
      return copy.sections.find(({ key }) => key === 'readings')!.rows.map(({ ground }) => ground);
    };
    const [first, second] = [await granted(), await granted()];
    const hidden = await groundsIn(first);
    expect(hidden).toContain('area');
    expect(hidden).not.toContain('break-glass');
    world.app.clock.set(new Date(`${noticeOn}T09:01:00+08:00`));
    expect(await groundsIn(second)).toContain('break-glass');
    world.app.clock.reset();
  });

  it('copy every table that knows a household, or say why not', async () => {
    const without: Record<string, string> = {
      access_grants: 'who may open the file: ids of staff',
      allocation_pins: 'words of staff on who gets a scarce place; what the household got is copied itself',
      application_objections: 'words of others against it, and the answer to them',
      application_visits: 'who of the staff was there; what was found stands in the ground of the decision',
      approvals: 'words of staff to one another; whom the file was opened for stands on a page of its own',
      assessment_conflicts: 'which of two results counts; the results are copied themselves',
      batch_print_files: 'a paper made from the file for a day; that it was printed stands on the household’s record',
      browsed_files: 'counts of readings by staff',
      closed_files: 'the file is closed',
      conflicts: 'who of the staff must not open the file, and why: facts about them',
      consent_sittings: 'the sheet of consents that are copied themselves',
      evaluations: 'words of the evaluator',
      field_reveals: 'which field staff had opened for ten minutes; the reading is on the record',
      flag_tasks: 'work orders of staff; the result that asks for them is copied where it is nobody’s secret',
      guardian_bars: 'who must not be told: whoever reads the copy may be the one',
      handovers: 'words of one office to another',
      household_grams: 'letters of the name again',
      household_links: 'digests of links',
      identity_claims: 'digests of the identity number',
      ledger_households: 'which row of which list made the file; what it said is in the file',
      mandatory_reports: 'who saw and reported harm is secret, and the person suspected may read the copy (B31)',
      moves: 'states, told by the rows themselves; the reasons are words of others',
      outbox_events: 'codes and ids',
      second_looks: 'words of one office to another; the decision stays as it is',
      simulation_households: 'what a draft that nobody adopted would have meant; gone within 30 days',
      take_along_households: 'which files were on whose device for a day; each reading is on the household’s record',
      watch_differences: 'where the lists of two offices differ, answered by staff; the label itself is copied',
    };
    const tables = await world.rows<{ name: string }>(
      `select distinct c.table_name as name from information_schema.columns c join pg_class t on t.relname = c.table_name
        where c.table_schema = 'public' and c.column_name = 'household_id' and t.relkind in ('r', 'p') and not t.relispartition
        order by 1`,
    );
    const sql = copySections()
      .map((section) => section.sql)
      .join(' ');
    expect(tables.map(({ name }) => name).filter((name) => !new RegExp(`\\b${name}\\b`).test(sql))).toEqual(
      Object.keys(without),
    );
  });

  it('correct the file; the old value stays as a digest', async () => {
    const request = await asked({
      ...{ kind: 'correct', field: 'name', words: '名字写错了' },
      ...{ identityCheck: 'identity-document', identityNote: '户口簿' },
    });
    const words = { words: '名字写错了', identityNote: '户口簿', withheld: [] };
    expect((await api.station.get(`rights-requests/${request.id}`)).body).toMatchObject(words);
    // A supervisor sees that there is one, not what was said of whom (C3).
    const supervisor = await loginAs(world.app, 'supervisor');
    const { body } = await world.app.api(supervisor.token).get(`rights-requests/${request.id}`);
    expect(body).toMatchObject({ words: null, identityNote: null, withheld: ['identity', 'contact', 'health'] });
    const visitor = await new ConsoleVisitor(world.app).signIn(supervisor.username);
    const page = (await visitor.get(`/console/rights/${request.id}?lang=en`)).text;
    expect(page).toContain('Some parts are not shown to your role');
    expect(page).not.toMatch(/名字写错了|户口簿/);
    expect(codesOf(await decide(request.id))).toEqual([['correction.value', 'rights-correction-needed']]);
    const correction = { field: 'name', memberId: household.memberIds[0], value: '权利仁' };
    expect((await decide(request.id, { correction })).status).toBe(200);
    expect((await api.window.get(`households/${household.id}`)).body).toMatchObject({ displayName: '权利仁' });
    const [row] = await world.rows<{ digest: Buffer; fields: string[] }>(
      "select digest, fields from audit_events where action = 'rights-request.corrected' and subject_id = $1",
      [request.id],
    );
    expect(row).toMatchObject({ fields: ['name'] });
    expect(row!.digest).toHaveLength(32);
  });

  it('have an objection to a class reviewed by somebody else', async () => {
    const proposed = await api.station.post(`households/${household.id}/classifications`, {});
    const { id: targetId } = proposed.body as { id: string };
    const chosen = await api.station.post(`classifications/${targetId}/confirm`, { class: 4, reason: '复核后认定' });
    expect([proposed.status, chosen.status]).toEqual([201, 200]);
    const request = await asked({ kind: 'object', words: '定得不对', targetKind: 'classification', targetId });
    expect(codeOf(await decide(request.id))).toEqual([409, 'rights-own-decision']);
    expect((await decide(request.id, { decision: 'refuse' }, officer2)).body).toMatchObject({ state: 'refused' });
  });

  it('are used by the household itself, which reads the answer and fetches its copy', async () => {
    const [place] = await world.rows<{ region_path: string }>('select region_path from households where id = $1', [
      household.id,
    ]);
    const link = await world.app.as({ ...world.logins.window.actor, purpose: 'test' }, () =>
      world.app
        .get(HouseholdLinks)
        .issue({ householdId: household.id, districtCode: DISTRICT, regionPath: place!.region_path }),
    );
    const family = new ConsoleVisitor(world.app);
    await family.submit(`/h/${link.token}`, `/h/${link.token}`, { pin: link.pin });
    expect((await family.get('/h/home')).text).toContain('/h/rights');
    const bad = await family.submit('/h/rights/ask/correct', '/h/rights/ask/correct', { words: '电话换了' });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('电话换了');
    expect((await family.submit('/h/rights/ask/copy', '/h/rights/ask/copy')).status).toBe(303);
    const own = (await family.get('/h/rights')).text;
    const id = [...own.matchAll(/href="\/h\/rights\/([0-9a-f-]{36})"/g)][0]![1]!;
    expect((await api.station.get(`rights-requests/${id}`)).body).toMatchObject({
      ...{ kind: 'copy', identityCheck: 'link-and-pin', askedAs: 'self', state: 'received' },
    });
    const worker = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const page = `/console/rights/${id}`;
    expect((await worker.get('/console/rights')).text).toContain(page);
    expect((await worker.submit(page, `${page}/take`)).status).toBe(303);
    const short = await worker.submit(page, `${page}/decide`, { decision: 'grant', reason: '好' });
    expect(short.status).toBe(422);
    expect((await worker.submit(page, `${page}/decide`, { decision: 'grant', reason: REASON })).status).toBe(303);
    const answer = await family.get(`/h/rights/${id}`);
    expect(answer.text).toContain(REASON);
    const sheet = await family.send(answer.text, `/h/rights/${id}/copy-page`);
    expect([sheet.status, sheet.text.includes(identity)]).toEqual([200, true]);
    expect(sheet.text).toContain('这个单位负责您所在的辖区。');
    const file = await family.send(answer.text, `/h/rights/${id}/copy-file`);
    expect(file.headers['content-disposition']).toContain('attachment');
    expect(householdCopy.safeParse(file.body).success).toBe(true);
    expect((await family.get(`/h/rights/${id}`)).text).not.toContain('copy-file');
    await world.app.drain();
    const messages = await world.rows(
      "select 1 from notifications where template = 'rights-decided' and subject_id = $1",
      [id],
    );
    expect(messages.length).toBeGreaterThan(0);
  });

  it('delete: nobody opens the file while the law wants it kept, an officer on a ground, and then it is gone', async () => {
    expect((await api.window.post(`households/${household.id}/cases`, {})).status).toBe(201);
    const wish = { kind: 'delete', words: '请删除' };
    const first = await asked(wish);
    expect(codeOf(await ask(wish))).toEqual([409, 'rights-deletion-waits']);
    expect(codeOf(await decide(first.id))).toEqual([409, 'rights-case-open']);
    await closeCase();
    expect((await decide(first.id)).body).toMatchObject({ state: 'granted', eraseAfter: '2031-11-01' });
    await world.app.drain();
    for (const who of ['window', 'station', 'centre', 'officer'] as const) {
      expect([who, (await api[who].get(`households/${household.id}`)).status]).toEqual([who, 404]);
      const found = (await api[who].get(`households?number=${number}`)).body as { items: object[] };
      expect(found.items).toEqual([]);
    }
    expect((await api.window.get(`closed-files/${household.id}`)).body).toMatchObject({
      ...{ number, state: 'frozen', keptFor: 'live-file', eraseAfter: '2031-11-01' },
    });
    // The same person may be entered anew: help does not end with a wish to be forgotten.
    const again = await world.household([
      memberInput({ name: '权利仁', identityKind: 'resident-id', identityNumber: identity }),
    ]);
    expect(again.id).not.toBe(household.id);
    const opening = { ground: 'court', reason: '法院来函要求调取档案' };
    expect((await api.centre.post(`closed-files/${household.id}/open`, opening)).status).toBe(403);
    expect((await api.officer.post(`closed-files/${household.id}/open`, opening)).status).toBe(200);
    expect((await api.officer.get(`households/${household.id}`)).status).toBe(200);
    expect((await officer2.get(`households/${household.id}`)).status).toBe(404);

    world.app.clock.set(new Date('2031-11-02T00:00:00Z'));
    await world.app.drain();
    world.app.clock.reset();
    expect((await api.window.get(`closed-files/${household.id}`)).body).toMatchObject({ state: 'erased' });
    const left = await world.rows<{ name: string }>('select name from household_members where household_id = $1', [
      household.id,
    ]);
    expect(left).toEqual([{ name: '' }]);
    const list = join(world.app.config.dataDir, 'erasures.jsonl');
    expect(existsSync(list) && readFileSync(list, 'utf8')).toContain(household.id);
    expect(codeOf(await api.officer.post(`closed-files/${household.id}/open`, opening))).toEqual([
      409,
      'closed-file-erased',
    ]);
    const verified = await world.app.as(systemActor(DISTRICT, 'test'), () =>
      world.rows("select 1 from audit_events where action = 'household.erased' and household_id = $1", [household.id]),
    );
    expect(verified).toHaveLength(1);
  });
});
