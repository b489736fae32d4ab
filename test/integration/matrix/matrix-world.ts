import { randomUUID } from 'node:crypto';
import { tokenHash } from '../../../src/platform/crypto';
import { systemActor } from '../../../src/trust/access';
import { AccessTerms } from '../../../src/trust/accounts';
import { AuditSealer } from '../../../src/trust/audit';
import { guessColumns } from '../../../src/exchange/ledgers';
import { leadInput } from '../../factories/households.factory';
import { LEDGER_HEADINGS, ledgerWorkbook, madeLedger } from '../../factories/ledger.factory';
import { onceInFile } from '../../support/end-of-file';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, loginAs, PASSWORD } from '../../support/district';
import { sealWhole } from '../../support/sealed';
import { VILLAGE } from '../people/assessed-household';
import { type Firm, openReferralWorld, type ReferralWorld } from '../referral/referral-world';
import { FILE } from './canaries';
import { made } from './made';
import { type Asker, Askers } from './matrix-askers';
import { makeFile, openFile, type Things } from './matrix-file';

export interface MatrixWorld extends ReferralWorld {
  things: Things;
  askers: Asker[];
  people: Askers;
  firm1: Firm;
}

/** One household with one thing of every kind, and everybody who may ask for them; one for all specs of the matrix. */
export const openMatrixWorld = onceInFile(startMatrixWorld);

async function startMatrixWorld(): Promise<MatrixWorld> {
  const world = await openReferralWorld({ alone: true });
  const firm1 = await world.firm();
  const offering = await world.offering(firm1);
  const second = await world.offering(firm1);
  const people = new Askers(world);
  await people.make(firm1.provider.id);
  const things = await makeFile(world, firm1, offering.id);
  Object.assign(things, { offering: offering.id, 'second-offering': second.id, provider: firm1.provider.id });
  await supply(world, things, firm1);
  await reserve(world, things);
  await evaluation(world, things, firm1, people.login('evaluator own').accountId);
  await accounts(world, things, people);
  await access(world, things, people);
  await directory(world, things);
  await ledger(world, things);
  await departmentFiles(world, things);
  await watchLists(world, things);
  things['pack-draft'] = (await made(world.api.officer.post('pack-drafts', { name: '提标测算' }))).id;
  things.simulation = (await made(world.api.officer.post(`policy-packs/${things['pack-draft']}/simulations`))).id;
  await adoption(world, things);
  await instrumentStudies(world, things);
  await allocation(world, things);
  things.export = await ordered(world);
  things['batch-print'] = await printed(world, things.household!);
  await world.app.drain();
  const [letter] = await world.rows<{ id: string }>(
    "select id from notifications where household_id = $1 and recipient_kind = 'household' order by id",
    [things.household],
  );
  things.notification = letter!.id;
  things['closed-file'] = await frozenFile(world);
  const sealer = await world.app.worker(AuditSealer);
  await sealWhole(
    () => sealer.seal(),
    (sql) => world.rows(sql),
  );
  const [seal] = await world.rows<{ number: string }>('select max(number)::text as number from audit_seals');
  things.head = seal!.number;
  return { ...world, things, people, askers: people.all, firm1 };
}

const FUND = { name: '专项', purpose: '急用', householdCeilingFen: 100_000, layer: 'special-fund' };
const CONTRACT = {
  ...{ number: 'HT-1', title: '购买服务', startsOn: '2026-01-01', endsOn: '2026-12-31', unit: '次' },
  ...{ unitPriceFen: 100, quantity: 100, budgetFen: 10_000 },
};

async function supply({ api }: ReferralWorld, things: Things, { api: firm, provider }: Firm): Promise<void> {
  const paper = { holderName: '李娜', kind: 'background-check', expiresOn: '2099-01-01' };
  things.credential = (await made(firm.post(`providers/${provider.id}/credentials`, paper))).id;
  things.contract = (await made(api.centre.post('contracts', { ...CONTRACT, providerId: provider.id }))).id;
  things.fund = (await made(api.centre.post('funds', FUND))).id;
  await made(api.centre.post(`funds/${things.fund}/pay-in`, { amountFen: 100_000 }));
  const wish = { holderId: things.household, amountFen: 1000, purpose: '取暖' };
  things['fund-request'] = (await made(api.officer.post(`funds/${things.fund}/requests`, wish))).id;
}

/** The account of the township of that window, with one booking (R70). */
async function reserve({ api, rows }: ReferralWorld, things: Things): Promise<void> {
  const [unit] = await rows<{ id: string }>('select unit_id as id from applications where id = $1', [
    things.application,
  ]);
  things.reserve = (await made(api.officer.post('reserves', { unitId: unit!.id, imprestFen: 1_000_000 }))).id;
  const entry = { kind: 'top-up', amountFen: 500_000, reason: '区民政局本季度备用金拨付' };
  await made(api.officer.post(`reserves/${things.reserve}/entries`, entry));
  const [booked] = await rows<{ id: string }>('select id from reserve_entries where reserve_id = $1', [things.reserve]);
  things['reserve-entry'] = booked!.id;
}

/** A second household of the same window, helped, drawn and evaluated; its follow-up. */
async function evaluation(world: ReferralWorld, things: Things, firm: Firm, evaluatorId: string): Promise<void> {
  const { rows, app, api } = world;
  const other = await openFile(world, { name: '赵二户', phone: '13733334444' });
  const referral = await world.sent(other, await world.offering(firm));
  for (const act of ['accept', 'start'] as const) await world.act(firm.api, referral, act);
  await made(firm.api.post(`referrals/${referral.id}/deliveries`, { deliveredOn: app.clock.today(), units: 1 }));
  await world.act(firm.api, referral, 'complete');
  await world.act(api.window, referral, 'confirm', { mode: 'assisted', byName: '到场人' });
  await world.act(api.window, referral, 'close', { outcome: 'helped' });
  await app.drain();
  const today = app.clock.today();
  const drawn = await made(api.centre.post('evaluation-samples', { evaluatorId, from: today, to: today }));
  things.sample = drawn.id;
  const [found] = await rows<{ id: string }>('select id from evaluations where sample_id = $1', [drawn.id]);
  things.evaluation = found!.id;
  const [followUp] = await rows<{ id: string }>('select id from follow_ups order by months limit 1');
  things['follow-up'] = followUp!.id;
}

const INVITATION = {
  post: { role: 'officer', districtCode: DISTRICT, regionPath: '1' },
  email: 'somebody@example.org',
};

/** Accounts, what belongs to one account alone, and a contract with an operator. */
async function accounts({ app, rows, logins, api }: ReferralWorld, things: Things, people: Askers): Promise<void> {
  things.account = (await loginAs(app, 'reporter')).accountId;
  things.colleague = people.login('window-worker same-unit').accountId;
  const [post] = await rows<{ id: string }>('select id from account_roles where account_id = $1', [things.account]);
  things.post = post!.id;
  await made(people.api('system-administrator own').post('invitations', INVITATION));
  const [invited] = await rows<{ id: string }>('select id from invitations where email = $1', [INVITATION.email]);
  things.invitation = invited!.id;
  const [session] = await rows<{ id: string }>(
    `insert into sessions (id, token_hash, kind, account_id, expires_at, idle_seconds)
     values (gen_random_uuid(), $2, 'cookie', $1, now() + interval '1 day', 86400) returning id`,
    [logins.window.accountId, tokenHash(randomUUID())],
  );
  things.session = session!.id;
  const key = { name: 'import', scopes: ['households:read'], days: 30, current: PASSWORD };
  things.key = (await made(api.window.post('me/api-keys', key))).id;
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  things.term = randomUUID();
  await app.as(systemActor(DISTRICT, 'test'), () =>
    app.get(AccessTerms).keep({
      ...{ id: things.term!, organisationId: randomUUID(), districtCode: DISTRICT, label: 'C-1' },
      ...{ startsOn: day(-30), endsOn: day(30) },
    }),
  );
  things.lead = (await made(people.api('reporter own').post('leads', leadInput({ regionCode: VILLAGE })))).id;
}

/** A request that waits, a conflict of somebody who does not ask here, an alarm. */
async function access({ api, rows, logins }: ReferralWorld, things: Things, people: Askers): Promise<void> {
  const asking = people.api('window-worker sibling-unit');
  const reason = '老人在本村走失，要马上联系家属';
  const request = { kind: 'break-glass', householdKey: things.number, reason };
  things.approval = (await made(asking.post('approvals', request))).id;
  const bound = { householdKey: things.number, kind: 'neighbour', accountId: people.login('volunteer none').accountId };
  things.conflict = (await made(api.centre.post('conflicts', bound))).id;
  const [alarm] = await rows<{ id: string }>(
    `insert into browsing_alarms (id, account_id, hour, district_code, region_path, files, searches, vain_searches, emergencies,
        state, raised_at, version)
      select gen_random_uuid(), account_id, date_trunc('hour', now()), district_code, region_path || '/', 61, 12, 3, 1, 'open', now(), 1
        from account_roles where account_id = $1 returning id`,
    [logins.window.accountId],
  );
  things.alarm = alarm!.id;
}

/** A ledger that has been checked: one household is sound, one has a faulty number. */
async function ledger({ app, logins }: ReferralWorld, things: Things): Promise<void> {
  const visitor = await new ConsoleVisitor(app).signIn(logins.centre.username);
  const made = madeLedger(2, 2, 500).map((row, at) => (at === 0 ? { ...row, 身份证号: '123' } : row));
  const sent = await visitor.upload('/console/ledgers/new', { name: 'l.xlsx', content: await ledgerWorkbook(made) });
  const page = String(sent.headers.location);
  const columns = Object.fromEntries(guessColumns(LEDGER_HEADINGS).map((field, at) => [`columns.${at}`, field ?? '']));
  await visitor.submit(page, `${page}/columns`, columns);
  await app.drain();
  things.ledger = page.split('/').pop() ?? '';
}

/** A department that is asked by file, and the file that it has answered with: one row sound, one not. */
async function departmentFiles({ app, api, logins }: ReferralWorld, things: Things): Promise<void> {
  const ordered = await made(api.centre.post('department-orders', { department: 'agriculture' }));
  const order = ordered.order as { id: string; number: string };
  const { items } = (await api.centre.get(`department-orders/${order.id}/lines`)).body as {
    items: Array<{ code: string }>;
  };
  const rows = items.map(({ code }, at) => `${order.number},${code},${at === 0 ? '无' : '也许'},2026-11-01`);
  const content = Buffer.from(['委托编号,行号,查询结果（有/无）,数据日期', ...rows].join('\r\n'));
  const visitor = await new ConsoleVisitor(app).signIn(logins.centre.username);
  const sent = await visitor.upload('/console/department-answers/new', { name: 'a.csv', content });
  things['department-order'] = order.id;
  things['department-answer-file'] = String(sent.headers.location).split('/').pop() ?? '';
}

/** A list of the agriculture desk in force with somebody whom no file is known of, and the next one, which waits. */
async function watchLists({ app, api, logins }: ReferralWorld, things: Things): Promise<void> {
  const visitor = await new ConsoleVisitor(app).signIn(logins.centre.username);
  const send = async (name: string) => {
    const rows = [
      `${name},990101196001012344,脱贫户,2021-03-05`,
      `${FILE.name},${FILE.identityNumber},脱贫户,2021-03-05`,
    ];
    const content = Buffer.from(['姓名,身份证号,户类型,认定日期', ...rows].join('\r\n'));
    const fields = { source: '县农业农村局', listedOn: '2026-11-01' };
    const sent = await visitor.upload('/console/watch-lists/new', { name: 'w.csv', content }, fields);
    return String(sent.headers.location).split('/').pop() ?? '';
  };
  await made(api.centre.post(`watch-lists/${await send('周一')}/confirm`));
  const { items } = (await api.centre.get('watch-differences?side=theirs-not-ours')).body as {
    items: Array<{ id: string; householdId: string | null }>;
  };
  things['watch-difference'] = items.find(({ householdId }) => householdId === null)!.id;
  things['watch-list'] = await send('周二');
}

/** A draft that two people have put in force, and the files worked out again by it. */
async function adoption({ app, api, rows }: ReferralWorld, things: Things): Promise<void> {
  const today = app.clock.today();
  const raised = { path: 'standards.dibao.fen', value: 79_000, from: today, reason: '拟提高低保标准' };
  const draft = await made(api.officer.post('pack-drafts', { name: '待启用', changes: [raised] }));
  await app.drain();
  const simulation = await made(api.officer.post(`policy-packs/${draft.id}/simulations`));
  await app.drain();
  const wish = { simulationId: simulation.id, effectiveFrom: today, reason: '区政府会议纪要第12号' };
  things.adoption = (await made(api.officer.post('pack-adoptions', wish))).id;
  await made(api.centre.post(`pack-adoptions/${things.adoption}/confirm`, { reason: '已经核对测算，同意启用' }));
  things.recalculation = (await made(api.officer.post(`pack-adoptions/${things.adoption}/recalculations`))).id;
  await app.drain();
  // Of no family, so that every proposal stays as it is for whoever asks next.
  const [order] = await rows<{ id: string }>(
    `insert into recalculation_confirmations (id, recalculation_id, district_code, movement, families, done_count, left_count,
        undone_count, state, ordered_by, ordered_at, finished_at)
      select gen_random_uuid(), id, district_code, 'same', 1, 0, 1, 0, 'done', ordered_by, ordered_at, ordered_at
        from recalculations where id = $1 returning id`,
    [things.recalculation],
  );
  things.confirmation = order!.id;
}

/** Places shared out among needs of another household, one of which nobody serves; somebody has settled the other. */
async function allocation(world: ReferralWorld, things: Things): Promise<void> {
  const { app, api } = world;
  const { needIds } = await world.needy(['LI-02', 'CB-01']);
  const order = { name: '十二月名额', beginsOn: '2026-12-01', endsOn: '2026-12-31', model: 'places' };
  things.allocation = (await made(api.centre.post('allocations', order))).id;
  things['allocation-need'] = needIds[0]!;
  await app.drain();
  const choice = { needId: needIds[0], offeringId: things.offering, reason: '家里人已经认识这家机构' };
  things['allocation-pin'] = (await made(api.centre.post(`allocations/${things.allocation}/pins`, choice))).id;
}

/** A scale that was measured, and cuts for it; as if a hundred people more had been assessed. */
async function instrumentStudies({ api, app, rows }: ReferralWorld, things: Things): Promise<void> {
  const study = await made(api.centre.post('instrument-studies', { kind: 'reliability', instrument: 'S01' }));
  things['instrument-study'] = study.id;
  await app.drain();
  const proposal = {
    version: '1.0-x',
    cutsBefore: [5, 10, 16],
    cuts: [4, 9, 15],
    wished: null,
    sharesBefore: [],
    shares: [],
  };
  const [proposed] = await rows<{ id: string }>(
    `insert into instrument_studies (id, number, district_code, kind, instrument, instrument_version, state, reason, proposal,
        people_count, done_count, result, ordered_by, ordered_at, finished_at)
      select gen_random_uuid(), 'IQ-0', district_code, 'norming', instrument, instrument_version, 'done', '本区老年人多',
        $2::jsonb, 100, 100, result, ordered_by, ordered_at, ordered_at from instrument_studies where id = $1 returning id`,
    [study.id, JSON.stringify(proposal)],
  );
  things['norming-study'] = proposed!.id;
}

/** A list of files with names, ordered by the station; made by the next run of the jobs. */
export async function ordered({ api }: ReferralWorld): Promise<string> {
  const list = { kind: 'households', mode: 'named', format: 'csv', reason: '汇总年度慰问名单', confirmed: true };
  return (await made(api.station.post('exports', list))).id;
}

/** The investigation form of a file, printed by the station. */
export async function printed({ api }: ReferralWorld, householdId: string): Promise<string> {
  return (await made(api.station.post('batch-prints', { paper: 'investigation', householdIds: [householdId] }))).id;
}

/** A file that was closed at the household's own wish (PIPL 47). */
async function frozenFile(world: ReferralWorld): Promise<string> {
  const { api, rows, app } = world;
  const { id } = await openFile(world, { name: '孙三户', phone: '13755556666' });
  await freeze(world, id);
  await app.drain();
  const [file] = await rows<{ id: string }>('select household_id as id from closed_files where household_id = $1', [
    id,
  ]);
  if (!file || (await api.window.get(`households/${id}`)).status !== 404) throw new Error('The file is not closed');
  return file.id;
}

/** Ends the case and grants the wish to delete. */
export async function freeze({ api, rows }: ReferralWorld, householdId: string): Promise<void> {
  await rows(
    "update cases set state = 'closed', opened_at = now() - interval '2 days', closed_at = now() where household_id = $1",
    [householdId],
  );
  const wish = { householdId, kind: 'delete', identityCheck: 'known-person', words: '请删除我们的资料' };
  const { id } = await made(api.centre.post('rights-requests', wish));
  const decision = { decision: 'grant', reason: '按您说的办，已经核对过。' };
  await made(api.centre.post(`rights-requests/${id}/decide`, decision));
}

const ODD = {
  ...{ id: 's-1', name: 'Odd matter', status: 'active', organization: { id: 'org-1', name: 'Harbour House' } },
  attributes: [{ taxonomy_term: { id: 't-1', code: 'OWN-1', name: 'Odd things', taxonomy: 'own' } }],
};

/** An outside directory with a service that nobody could place. */
async function directory({ app, logins, rows }: ReferralWorld, things: Things): Promise<void> {
  const visitor = await new ConsoleVisitor(app).signIn(logins.centre.username);
  const file = { name: 'harbour.jsonl', content: JSON.stringify(ODD) };
  const sent = await visitor.upload('/console/imports/new', file, { format: 'hsds' });
  const run = String(sent.headers.location);
  await visitor.submit(run, `${run}/start`, { place: 'directory' });
  await app.drain();
  things.import = run.split('/').pop() ?? '';
  const [record] = await rows<{ id: string }>(
    "select offering_id as id from import_records where state = 'unmapped' limit 1",
  );
  things['import-record'] = record!.id;
}
