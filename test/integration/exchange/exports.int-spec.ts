import { Workbook } from 'exceljs';
import { Client } from 'pg';
import type { Response } from 'supertest';
import { ExportKinds, shownColumns } from '../../../src/exchange/exports/export-kinds';
import { CompileExport } from '../../../src/exchange/exports/use-cases/compile-export.use-case';
import { ClosedFiles } from '../../../src/people/rights';
import { type Actor, Transactions } from '../../../src/platform/database';
import { levelsOf, markOf, reaches, type Role, ROLES, staffRelations, systemActor } from '../../../src/trust/access';
import { StandingActors } from '../../../src/trust/accounts';
import { DISTRICT, type Login, loginAs } from '../../support/district';
import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld, VILLAGE } from '../people/assessed-household';

const REASON = '=汇总年度慰问名单 &A';
const PHONE = '13900001234';
const FORMULA = '=1+1';
const NAMED = { kind: 'households', mode: 'named', format: 'csv', reason: REASON, confirmed: true };
const NEEDS = { kind: 'needs-by-code', mode: 'statistics', format: 'csv', reason: REASON };
const DAY = 24 * 3_600_000;
/** Copies a row with other values in it. */
const COPY = (table: string, values: string) => `insert into ${table}
  select (jsonb_populate_record(t, ${values})).* from ${table} t, generate_series(1, $2) n where t.id = $1`;

describe('exports (R55, C2, C3)', () => {
  let world: PeopleWorld;
  let householdId: string;
  const order = async (login: Login, input: object): Promise<{ id: string; number: string }> => {
    const answer = await world.app.api(login.token).post('exports', input);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201, body: { state: 'waiting' } });
    await world.app.drain();
    return answer.body as { id: string; number: string };
  };
  const bytes = (response: Response, done: (error: Error | null, content: Buffer) => void) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.on('end', () => done(null, Buffer.concat(parts)));
  };
  const fetched = async (login: Login, id: string): Promise<Buffer> => {
    const answer = await world.app
      .api(login.token)
      .get(`exports/${id}/file`)
      .buffer(true)
      .parse(bytes as never);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="EX-\d{4}-\d{6}-/);
    return answer.body as Buffer;
  };
  const statusOf = async (login: Login, path: string) => (await world.app.api(login.token).get(path)).status;
  const stored = async (id: string) => {
    const [row] = await world.rows<{ state: string; end_reason: string | null; files: string; key: boolean | null }>(
      `select state, end_reason, (select count(*) from export_files f where f.export_id = e.id) as files,
         (select wrapped is not null from subject_keys s where s.subject_id = e.id) as key from exports e where id = $1`,
      [id],
    );
    return row;
  };

  beforeAll(async () => {
    world = await openPeopleWorld();
    ({ id: householdId } = await world.household([{ name: FORMULA, relation: 'head', phone: PHONE }]));
  });
  afterAll(() => world.close());
  afterEach(() => world.app.clock.reset());

  it('are for the roles that may see what is in them, for a reason, once the warning was read', async () => {
    const supervisor = await loginAs(world.app, 'supervisor');
    const { window, dispatcher, station } = world.logins;
    const answers: Array<[Login, object, number]> = [
      [window, NAMED, 403],
      [dispatcher, NAMED, 403],
      [supervisor, NAMED, 403],
      [supervisor, { ...NEEDS, kind: 'referrals' }, 201],
      [station, { ...NAMED, confirmed: false }, 422],
      [station, { ...NAMED, reason: '短' }, 422],
      [station, { ...NAMED, kind: 'needs-by-code' }, 403],
      [station, { ...NAMED, from: '2026-05', until: '2026-04' }, 422],
      [station, { ...NAMED, regionCode: '990101002' }, 422],
      [station, { ...NAMED, regionCode: VILLAGE }, 201],
      [station, { ...NEEDS, regionCode: VILLAGE }, 422],
    ];
    for (const [login, input, status] of answers) {
      const answer = await world.app.api(login.token).post('exports', input);
      expect({ input, status: answer.status }).toEqual({ input, status });
    }
  });

  it.each([
    ['zh-CN', { regionCode: VILLAGE }, 'export-region-too-small', '统计只能按乡镇（街道）及以上'],
    ['en', { regionCode: VILLAGE }, 'export-region-too-small', 'Statistics are for townships and larger places'],
    ['zh-CN', { from: '2026-01', until: '2026-02' }, 'export-months-not-asked', '统计包含全部月份'],
    ['en', { until: '2026-01' }, 'export-months-not-asked', 'Statistics count all months'],
  ])(
    'refuse statistics that could be subtracted, in words at API and console: %s %j',
    async (lang, part, code, words) => {
      const { station } = world.logins;
      for (const kind of ['needs-by-code', 'households', 'referrals']) {
        const wanted = { ...NEEDS, kind, ...part };
        const answer = await world.app.api(station.token).post('exports', wanted).set('accept-language', lang);
        expect(answer.status).toBe(422);
        expect(answer.text).toContain(code);
        expect(answer.text).toContain(words);
      }
      const visitor = await new ConsoleVisitor(world.app).signIn(station.username);
      const page = `/console/exports/new?kind=needs-by-code&mode=statistics`;
      const form = (await visitor.get(page)).text;
      expect([form.includes('name="regionCode"'), form.includes('name="from"')]).toEqual([true, false]);
      const fields = { reason: REASON, format: 'csv', ...part };
      const refused = await visitor.submit(page, '/console/exports/new', fields);
      expect(refused.status).toBe(422);
      if (lang === 'zh-CN') expect(refused.text).toContain(words);
    },
  );

  it('hold what the table of fields shows, the watermark, and nothing that runs', async () => {
    const masked = await order(world.logins.station, NAMED);
    const csv = (await fetched(world.logins.station, masked.id)).toString('utf8');
    expect(csv).toContain(masked.number);
    expect(csv).toContain(world.logins.station.username);
    expect(csv).toContain(REASON);
    const line = csv.split('\r\n').find((text) => text.includes(`'${FORMULA}`)) ?? '';
    expect(line).toContain('"*******1234"');
    expect(line.endsWith(`"${masked.number}"`)).toBe(true);
    expect(csv).not.toContain(PHONE);
    const cells = csv.split('\r\n').flatMap((text) => text.split('","'));
    expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);

    const full = await order(world.logins.officer, { ...NAMED, format: 'xlsx' });
    const workbook = new Workbook();
    await workbook.xlsx.load((await fetched(world.logins.officer, full.id)) as never);
    const [guide, sheet] = workbook.worksheets;
    expect(guide!.getCell('A1').text).toContain(full.number);
    expect(sheet!.headerFooter.oddHeader).toContain(`${full.number} ${world.logins.officer.username}`);
    expect(sheet!.headerFooter.oddFooter).toContain('&&A');
    const texts = sheet!.getSheetValues().flatMap((row) => (Array.isArray(row) ? row.map(String) : []));
    expect(texts).toContain(PHONE);
    expect(texts).toContain(`'${FORMULA}`);
  });

  it('have a column for no role that does not see its field in the view of any file (C3)', () => {
    const kinds = world.app.get(ExportKinds);
    const ordered: string[] = [];
    for (const role of ROLES) {
      const most = levelsOf([role], staffRelations);
      for (const { kind } of kinds.offered([role]).filter(({ mode }) => mode === 'named')) {
        const { columns } = kinds.named(kind, [role]);
        const shown = kinds.columns(kind, 'named', [role]);
        const hidden = columns.filter(({ field }) => {
          const mark = markOf(field);
          return mark !== undefined && !reaches(most[mark.group], mark.from);
        });
        expect(shown).toEqual(columns.filter((column) => !hidden.includes(column)).map(({ key }) => key));
        ordered.push(`${role} ${kind}`);
      }
    }
    expect(ordered).toHaveLength(15);
    // What the table takes from a role leaves its files, whoever may order them.
    const { columns } = kinds.named('households', ['officer']);
    const keysFor = (role: Role) => shownColumns(columns, [role]).map((place) => columns[place]!.key);
    expect(keysFor('officer')).toEqual(['number', 'name', 'place', 'class', 'members', 'phone', 'opened']);
    expect(keysFor('supervisor')).toEqual(['number', 'place', 'class', 'members', 'opened']);
    const referrals = kinds.named('referrals', ['officer']).columns;
    expect(shownColumns(referrals, ['system-administrator']).map((place) => referrals[place]!.key)).toEqual([
      ...['number', 'provider', 'state', 'sent', 'ended'],
    ]);
    // Names, phones and services are fields of views with their marks.
    const marked = [...columns, ...referrals].filter(({ field }) => markOf(field)).map(({ key }) => key);
    expect(marked).toEqual(['name', 'phone', 'name', 'service']);
  });

  it.each(['station', 'officer'] as const)('say of a file what the view says of it: %s', async (who) => {
    const { id } = await order(world.logins[who], NAMED);
    const csv = (await fetched(world.logins[who], id)).toString('utf8');
    const { body } = await world.api[who].get(`households/${householdId}`);
    const view = body as { number: string; displayName: string; members: Array<{ phone: string }> };
    const line = csv.split('\r\n').find((text) => text.includes(view.number)) ?? '';
    expect(line.split('","').slice(1, 2)).toEqual([`'${view.displayName}`]);
    expect(line).toContain(`"${view.members[0]!.phone}"`);
  });

  it('are their orderer’s alone; the order is seen by the officer and the security administrator', async () => {
    const { id } = await order(world.logins.station, NAMED);
    const security = await loginAs(world.app, 'security-administrator');
    expect(await statusOf(world.logins.centre, `exports/${id}`)).toBe(404);
    expect(await statusOf(world.logins.centre, `exports/${id}/file`)).toBe(404);
    expect(await statusOf(world.logins.officer, `exports/${id}`)).toBe(200);
    expect(await statusOf(world.logins.officer, `exports/${id}/file`)).toBe(404);
    expect((await world.app.api(world.logins.officer.token).delete(`exports/${id}`)).status).toBe(404);
    expect(await statusOf(security, `exports/${id}`)).toBe(200);
    expect(await statusOf(security, `exports/${id}/file`)).toBe(403);
    expect((await stored(id))?.files).toBe('1');
  });

  it('stand on the record, for each household too, and count their downloads', async () => {
    const { id, number } = await order(world.logins.station, NAMED);
    await fetched(world.logins.station, id);
    await fetched(world.logins.station, id);
    const { body } = await world.api.station.get(`exports/${id}`);
    expect(body).toMatchObject({ downloads: 2, state: 'ready', downloadable: true });
    const acts = await world.rows<{ action: string; purpose: string }>(
      'select action, purpose from audit_events where subject_id = $1 order by at',
      [id],
    );
    expect(acts.map(({ action }) => action)).toEqual([
      ...['export.ordered', 'export.compiled', 'export.downloaded', 'export.downloaded'],
    ]);
    expect(new Set(acts.map(({ purpose }) => purpose))).toEqual(new Set([REASON]));
    const looked = await world.rows<{ actor_id: string }>(
      `select actor_id from audit_events where household_id = $1 and action = 'household.exported' and fields ? $2`,
      [householdId, number],
    );
    expect(looked).toEqual([{ actor_id: world.logins.station.accountId }]);
  });

  it('go after a day, by hand, and with the post of the orderer; their orders stay', async () => {
    const { station } = world.logins;
    const [late, deleted] = [await order(station, NAMED), await order(station, NEEDS)];
    expect((await world.api.station.delete(`exports/${deleted.id}`)).status).toBe(204);
    expect(await stored(deleted.id)).toEqual({ state: 'ended', end_reason: 'deleted', files: '0', key: false });
    expect(await statusOf(station, `exports/${deleted.id}/file`)).toBe(410);

    world.app.clock.set(new Date(world.app.clock.now().getTime() + DAY + 1000));
    expect(await statusOf(station, `exports/${late.id}/file`)).toBe(410);
    await world.app.drain();
    expect(await stored(late.id)).toEqual({ state: 'ended', end_reason: 'expired', files: '0', key: false });
    world.app.clock.reset();
    expect(await statusOf(station, `exports/${late.id}/file`)).toBe(410);

    const leaver = await loginAs(world.app, 'officer');
    const kept = await order(leaver, NAMED);
    expect((await stored(kept.id))?.files).toBe('1');
    await world.rows('update account_roles set ended_at = now() where account_id = $1', [leaver.accountId]);
    expect(await stored(kept.id)).toEqual({ state: 'ended', end_reason: 'post-ended', files: '0', key: false });
  });

  it('end with the file of a household in them: frozen or erased; one that was just being made is refused', async () => {
    const { station } = world.logins;
    const closed = { state: 'ended', end_reason: 'household-closed', files: '0', key: false };
    const [frozen, erased, late] = await Promise.all([world.household(), world.household(), world.household()]);
    const closing = await world.app.worker(ClosedFiles);
    const transactions = await world.app.worker(Transactions);
    const close = (id: string) =>
      transactions.runApart(systemActor(DISTRICT, 'test'), () =>
        closing.freeze(id, { eraseAfter: world.app.clock.today(), keptFor: null }, null),
      );
    const [first, statistics] = [await order(station, NAMED), await order(station, NEEDS)];
    expect((await stored(first.id))?.files).toBe('1');
    await close(frozen.id);
    expect(await stored(first.id)).toEqual(closed);
    expect(await statusOf(station, `exports/${first.id}/file`)).toBe(410);
    expect(await stored(statistics.id)).toMatchObject({ state: 'ready', files: '1' });

    const without = await order(station, NAMED);
    const erase = `with machine as materialized (select set_config('app.kind', 'system', true))
      select app.erase_household($1) as done from machine`;
    await world.rows(erase, [frozen.id]);
    expect((await stored(without.id))?.files).toBe('1');
    await world.rows(erase, [erased.id]);
    expect(await stored(without.id)).toEqual(closed);

    // As a file that was read before the closing and is kept after it.
    const answer = await world.app.api(station.token).post('exports', NAMED);
    const { id, number } = answer.body as { id: string; number: string };
    const keep = `do $$ begin
      insert into audit_events (id, actor_kind, purpose, action, subject_type, household_id, fields)
        values (uuidv7(), 'user', 'test', 'household.exported', 'household', '${late.id}', '["households", "${number}"]');
      insert into export_files (export_id, content) values ('${id}', 'x');
    end $$`;
    await close(late.id);
    await expect(world.rows(keep)).rejects.toThrow('closed meanwhile');
    await world.app.drain();
    expect((await fetched(station, id)).toString('utf8')).toContain(number);
  });

  it('never hold a file that was closed while they were made, whichever of the two comes first', async () => {
    // Orders of one account are limited by the hour.
    const station = await loginAs(world.app, 'station-worker');
    const transactions = await world.app.worker(Transactions);
    const standing = await world.app.worker(StandingActors);
    const compiling = await world.app.worker(CompileExport);
    const closedFiles = await world.app.worker(ClosedFiles);
    const orderer = (await standing.of(station.accountId, DISTRICT, 'export')) as Actor;
    const gate = () => {
      let open: () => void = () => undefined;
      return { opened: new Promise<void>((resolve) => (open = resolve)), open: () => open() };
    };
    /** Each does its work in a transaction of its own, which stays open until the gate is. */
    const held = (actor: Actor, work: () => Promise<unknown>) => {
      const [written, end] = [gate(), gate()];
      const done = transactions.runApart(actor, async () => {
        await work();
        written.open();
        await end.opened;
      });
      // Nobody may look at this one where the work is refused; who looks at `done` sees why.
      const begun = Promise.race([written.opened, done]);
      begun.catch(() => undefined);
      return { done, written: begun, end: end.open };
    };
    const compile = (id: string) => held(orderer, () => compiling.execute(id));
    const close = (id: string) =>
      held(systemActor(DISTRICT, 'test'), () =>
        closedFiles.freeze(id, { eraseAfter: world.app.clock.today(), keptFor: null }, null),
      );
    /** Until somebody waits for such a lock: the two transactions have met. */
    const met = async (what: string) => {
      const sql = `select count(*)::int as n from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and not l.granted and ${what}`;
      const until = Date.now() + 20_000;
      while (Date.now() < until) {
        const [row] = await world.rows<{ n: number }>(sql);
        if (row!.n > 0) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error(`Nobody waits: ${what}`);
    };
    const advisory = `l.locktype = 'advisory' and l.objid = 7294121`;
    const waiting = async () => (await world.app.api(station.token).post('exports', NAMED)).body as { id: string };
    const numberOf = async (id: string) =>
      (await world.rows<{ number: string }>('select number from households where id = $1', [id]))[0]!.number;
    const madeAgainWithout = async (id: string, householdId: string) => {
      expect(await stored(id)).toMatchObject({ state: 'waiting', files: '0' });
      await world.app.drain();
      const csv = (await fetched(station, id)).toString('utf8');
      expect(csv).not.toContain(await numberOf(householdId));
    };
    const [first, second] = await Promise.all([world.household(), world.household()]);

    // The file is written, not yet committed; the closing waits for it and ends it.
    const one = await waiting();
    const writing = compile(one.id);
    await writing.written;
    const closingLate = close(first.id);
    await met(advisory);
    writing.end();
    closingLate.end();
    await Promise.all([writing.done, closingLate.done]);
    expect(await stored(one.id)).toEqual({ state: 'ended', end_reason: 'household-closed', files: '0', key: false });

    // The household is closed, not yet committed; the file that still read it waits and is refused.
    const two = await waiting();
    const closing = close(second.id);
    await closing.written;
    const writingLate = compile(two.id);
    writingLate.end();
    const refused = expect(writingLate.done).rejects.toThrow('closed meanwhile');
    await met(advisory);
    closing.end();
    await Promise.all([closing.done, refused]);
    await madeAgainWithout(two.id, second.id);

    // The file has read the household; the closing begins and ends before it is written.
    // (No other file may hold it: closing would end that one at the locked door.)
    const third = await world.household();
    const three = await waiting();
    const door = new Client({ connectionString: world.app.database.ownerUrl });
    await door.connect();
    try {
      await door.query('begin; lock table export_files in share row exclusive mode');
      const reading = compile(three.id);
      reading.end();
      const alsoRefused = expect(reading.done).rejects.toThrow('closed meanwhile');
      await met(`l.relation = 'export_files'::regclass`);
      const between = close(third.id);
      between.end();
      await between.done;
      await door.query('commit');
      await alsoRefused;
    } finally {
      await door.end();
    }
    await madeAgainWithout(three.id, third.id);
  });

  it('count no restricted need, not even for its team, and no file has more rows than a person looks through', async () => {
    const { id } = await world.household(undefined, OTHER_VILLAGE);
    for (const code of ['MA-01', 'CR-04']) {
      const need = { code, severity: 2, source: 'worker', reason: '为统计而设的需求' };
      expect((await world.api.centre.post(`households/${id}/needs`, need)).status).toBe(201);
    }
    const needs = await world.rows<{ id: string }>('select id from needs where household_id = $1', [id]);
    for (const need of needs) await world.rows(COPY('needs', `jsonb_build_object('id', uuidv7())`), [need.id, 30]);
    const { logins } = world;
    const seen = await world.app.as({ ...logins.centre.actor, purpose: 'test' }, async () =>
      (await world.api.centre.get(`households/${id}/needs`)).body.items.map(({ code }: { code: string }) => code),
    );
    expect(seen.filter((code: string) => code === 'CR-04').length).toBeGreaterThan(10);
    const limited = { ...NEEDS, regionCode: '990101002' };
    const csv = (await fetched(logins.centre, (await order(logins.centre, limited)).id)).toString('utf8');
    expect(csv).toContain('MA-01');
    expect(csv).toContain('5 的倍数');
    const counted = csv.split('\r\n').flatMap((text) => /,"?(\d{2,})"?(?:,|$)/.exec(text)?.slice(1) ?? []);
    expect(counted).toContain('30');
    expect(counted.filter((count) => Number(count) % 5 !== 0)).toEqual([]);
    expect(csv).not.toContain('CR-04');
    expect(csv).not.toContain('王桂芳');

    const values = `jsonb_build_object('id', uuidv7(), 'number', 'EXTRA-' || n)`;
    await world.rows(COPY('households', values), [id, 501]);
    const refused = await world.api.centre.post('exports', { ...NAMED, regionCode: '990101002' });
    await world.rows(`delete from households where number like 'EXTRA-%'`);
    await world.rows('delete from needs where household_id = $1 and not id = any ($2::uuid[])', [
      id,
      needs.map((need) => need.id),
    ]);
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain('export-too-many');
  });

  it('are ordered, fetched and deleted in the console, with typed values kept', async () => {
    const centre = await loginAs(world.app, 'centre-worker');
    const visitor = await new ConsoleVisitor(world.app).signIn(centre.username);
    const page = '/console/exports/new?kind=households&mode=named&lang=en';
    const refused = await visitor.submit(page, '/console/exports/new', { reason: REASON, format: 'csv' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('年度慰问名单');
    const fields = { reason: REASON, format: 'csv', confirmed: 'true' };
    const ordered = await visitor.send(refused.text, '/console/exports/new', fields);
    expect(ordered.status).toBe(303);
    const address = String(ordered.headers['location']);
    expect((await visitor.get(address)).headers['refresh']).toBe('3');
    await world.app.drain();
    const shown = await visitor.get(`${address}?lang=en`);
    expect(shown.text).toContain('Fetch the file');
    const file = await visitor
      .get(`${address}/file`)
      .buffer(true)
      .parse(bytes as never);
    expect((file.body as Buffer).toString('utf8')).toContain(centre.username);
    expect((await visitor.submit(address, `${address}/delete`)).status).toBe(303);
    expect((await visitor.get(`${address}/file`)).status).toBe(410);
    expect((await visitor.get('/console/exports?mine=1&lang=en')).text).toContain('Deleted');
  });
});
