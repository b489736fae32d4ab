import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDepartments } from '../../../src/exchange/departments';
import { CheckSender } from '../../../src/people/checks';
import { Config } from '../../../src/platform/config';
import { pngPicture } from '../../factories/pictures.factory';
import { makeOffering } from '../../factories/supply.factory';
import { sendPhoto } from '../../support/send-photo';
import { childAnswers } from '../people/child-answers';
import { assess, spokenFor, triageAnswers, VILLAGE } from '../people/assessed-household';
import { confirmedNeed } from '../referral/matched-household';
import type { Firm, Person, ReferralWorld } from '../referral/referral-world';
import { FILE } from './canaries';
import { made } from './made';

/** Ids by kind of thing. */
export type Things = Record<string, string>;

const LINE = { kind: 'income', item: 'wage', amountFen: 80_000, period: 'month', note: FILE.lineNote };
const OBLIGOR = { name: FILE.obligor, relation: 'child', paidMonthFen: 20_000, paidMethod: 'declared' };
const OWN = { side: 'self', field: 'capability', goal: FILE.goal, action: '散步', ownerName: '本人' };
const HANDOVER = { tier: 'station', reasonCode: 'emergency', residualDifficulty: '需要镇里统筹' };
const WORDS = { message: FILE.message, safetyNote: FILE.safetyNote };

/** A household that the window of the village has opened, with an open case and one confirmed need. */
export async function openFile(world: ReferralWorld, head: object): Promise<Person> {
  const { api, app, rows } = world;
  const members = [{ relation: 'head', ...head }];
  const body = { regionCode: VILLAGE, address: FILE.door, latitude: 30.5, longitude: 104.1, members };
  const { id } = await made(api.window.post('households', body));
  await app.drain();
  const cases = await rows('select id from cases where household_id = $1', [id]);
  if (cases.length === 0) await made(api.window.post(`households/${id}/cases`));
  const [member] = await rows<{ id: string }>('select id from household_members where household_id = $1', [id]);
  return { id, memberId: member!.id, needId: await confirmedNeed(world, id, 'LI-02') };
}

/** The file of which everything here is a part: one thing of every kind, from its needs to a visit on this very day. */
export async function makeFile(world: ReferralWorld, firm: Firm, offeringId: string): Promise<Things> {
  const { name, identityNumber, disabilityCard, phone } = FILE;
  const person = await openFile(world, {
    ...{ name, identityKind: 'resident-id', identityNumber, disabilityCard, phone },
  });
  const things: Things = { household: person.id, member: person.memberId, need: person.needId };
  await split(world, things);
  await evidence(world, things);
  await check(world, things);
  await plan(world, things);
  await referral(world, things, firm, offeringId);
  await queue(world, things, firm);
  await flagged(world, things);
  const { api, rows } = world;
  things.handover = (await made(api.window.post(`cases/${things.case}/handovers`, HANDOVER))).id;
  const lines = [
    { scope: 'assessment', receiverKind: 'provider-kind', receiverName: 'charity', items: ['identity', 'need'] },
  ];
  const sheet = { lines, givenByName: '到场人' };
  things.sitting = (await made(api.window.post(`households/${person.id}/consent-sittings`, sheet))).id;
  const right = { householdId: person.id, kind: 'copy', identityCheck: 'known-person' };
  things.right = (await made(api.window.post('rights-requests', right))).id;
  const [request] = await rows<{ number: string }>('select number from households where id = $1', [person.id]);
  things.number = request!.number;
  return things;
}

/** What a red flag has opened in another file: for the worker who saw it alone. And a training that somebody recorded. */
async function flagged(world: ReferralWorld, things: Things): Promise<void> {
  const { api, rows, logins } = world;
  const { id, memberId } = await openFile(world, { name: '冯小雨', birthDate: '2014-05-01' });
  await assess(api.window, id, 'S16', triageAnswers());
  const start = { instrument: 'S09', mode: 'observed', memberId };
  const scale = await made(api.window.post(`households/${id}/assessments`, start));
  const answers = childAnswers({ exploited: 1 });
  if ((await api.window.patch(`assessments/${scale.id}`, { answers }, 1)).status !== 200)
    throw new Error('The answers are not kept');
  if ((await api.window.post(`assessments/${scale.id}/complete`)).status !== 200)
    throw new Error('The scale is not handed in');
  const of = async (table: string) =>
    (await rows<{ id: string }>(`select id from ${table} where household_id = $1`, [id]))[0]!.id;
  things['mandatory-report'] = await of('mandatory_reports');
  things['flag-task'] = await of('flag_tasks');
  const [training] = await rows<{ id: string }>('select id from assessor_trainings where account_id = $1', [
    logins.window.accountId,
  ]);
  things.training = training!.id;
}

/** Somebody who came to the household and left it for a file of their own (R99). */
async function split({ api }: ReferralWorld, things: Things): Promise<void> {
  const household = `households/${things.household}`;
  const grown = { name: '另立户', relation: 'child', birthDate: '1985-01-01' };
  const { id: memberId } = await made(api.window.post(`${household}/members`, grown));
  const going = { kind: 'split', members: [{ memberId, relation: 'head' }], reason: 'own-household' };
  things.regrouping = (await made(api.window.post(`${household}/regroupings`, going))).id;
}

async function evidence(world: ReferralWorld, things: Things): Promise<void> {
  const { api, app, logins, rows } = world;
  const household = `households/${things.household}`;
  const [found] = await rows<{ id: string }>('select id from cases where household_id = $1', [things.household]);
  things.case = found!.id;
  things.economy = (await made(api.officer.post(`${household}/economy`, LINE))).id;
  const obligor = { ...OBLIGOR, memberId: things.member };
  things.obligor = (await made(api.officer.post(`${household}/obligors`, obligor))).id;
  const proposal = await made(api.window.post(`${household}/classifications`));
  things.classification = proposal.id;
  things.calculation = String(proposal.calculationId);
  things.application = (await made(api.window.post(`${household}/applications`, { act: 'dibao' }))).id;
  await commitment(world, things);
  const clock = { kind: 'waiting', startedOn: app.clock.today(), grounds: ['stable-work'] };
  things.clock = (await made(api.station.post(`${household}/clocks`, clock))).id;
  things.assessment = (await assess(api.station, things.household!, 'S16', triageAnswers())).id;
  things['assessment-photo'] = await sendPhoto(
    world.app,
    logins.station.token,
    things.assessment,
    pngPicture(),
    FILE.photo,
  );
  things['scale-choice'] = (await made(api.station.post(`${household}/scale-choices`, { answers: {} }))).id;
  await secondAssessor(world, things.assessment);
  await fieldWork(world, things);
  await made(api.window.post(`${household}/entitlements`));
  const [line] = await rows<{ id: string }>('select id from entitlements where household_id = $1', [things.household]);
  things.entitlement = line!.id;
  things['support-file'] = await supportFile(api, things.household!);
}

/** A second assessor has answered the same, and somebody has said which one counts (domain D); one question is recorded. */
async function secondAssessor({ api, app }: ReferralWorld, firstId: string): Promise<void> {
  const { id } = await made(api.window.post(`assessments/${firstId}/second`));
  await api.window.patch(`assessments/${id}`, { answers: triageAnswers() }, 1);
  const { version } = (await made(api.window.post(`assessments/${id}/complete`))) as unknown as { version: number };
  const decision = { counts: 'first', reason: '两份一致，按第一份安排' };
  await made(api.station.post(`assessments/${id}/decision`, decision).set('if-match', `"${version}"`));
  const folder = join(app.get(Config).dataDir, 'read-aloud', 'S01');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'eat.en.mp3'), 'ID3');
}

/** A device of the window that has sent a sheet without its end, and a result beside that of the station (R103). */
async function fieldWork({ api, rows }: ReferralWorld, things: Things): Promise<void> {
  const { household: householdId } = things;
  const taken = { device: '走访手机', purpose: '入户评估需要的资料', households: [householdId] };
  things['take-along'] = (await made(api.window.post('take-alongs', taken))).id;
  const [open, whole] = [randomUUID(), randomUUID()].map((sheet) => ({ sheet, householdId }));
  const head = { instrument: 'S16', instrumentVersion: '1.0', mode: 'proxy' };
  const answers = Object.entries(triageAnswers());
  const operations = [
    ...[open, whole].map((place) => ({ kind: 'start', seq: 1, ...place, ...head })),
    ...answers.map(([item, value], place) => ({ kind: 'answer', seq: place + 2, ...whole, item, value })),
    { kind: 'complete', seq: answers.length + 2, ...whole, elapsedSeconds: 60 },
  ];
  const sent = await api.window.post(`take-alongs/${things['take-along']}/packets`, { operations });
  if (sent.status !== 200) throw new Error(`The packet was answered ${sent.status}: ${sent.text}`);
  const [sheet] = await rows<{ id: string }>('select id from field_sheets where sheet_key = $1', [open!.sheet]);
  things['field-sheet'] = sheet!.id;
  const [pair] = await rows<{ id: string }>('select id from assessment_conflicts where household_id = $1', [
    householdId,
  ]);
  things['assessment-conflict'] = pair!.id;
}

/** The file of the person to whom the support for extreme difficulty was granted before there were applications here. */
async function supportFile({ station }: ReferralWorld['api'], householdId: string): Promise<string> {
  const { items } = (await station.get(`households/${householdId}/entitlements`)).body as {
    items: Array<{ id: string; line: string; memberId: string | null; version: number }>;
  };
  const { id, memberId, version } = items.find(({ line }) => line === 'tekun')!;
  if ((await station.patch(`entitlements/${id}`, { state: 'granted' }, version)).status !== 200)
    throw new Error('The support is not granted');
  const body = { memberId, form: 'at-home', place: '由侄子照料' };
  return (await made(station.post(`households/${householdId}/support-files`, body))).id;
}

/** A word in place of a paper, and the draw that chose it. */
async function commitment({ api }: ReferralWorld, things: Things): Promise<void> {
  const taken = { waived: ['income-proof'], signerKind: 'person' };
  const { id } = await made(api.window.post(`applications/${things.application}/commitments`, taken));
  things.commitment = id;
  const answer = { readAloud: true, how: 'signed' };
  await made(api.window.post(`commitments/${id}/answer`, answer).set('if-match', '"1"'));
  things['commitment-draw'] = (await made(api.officer.post('commitment-draws'))).id;
}

/** What was looked for, planned and not found. */
async function plan({ api, rows }: ReferralWorld, things: Things): Promise<void> {
  const household = `households/${things.household}`;
  const missing = { code: 'LE-01', severity: 2, reason: FILE.needReason };
  const { id } = await made(api.window.post(`${household}/needs`, missing));
  await spokenFor({ rows }, id);
  await made(api.window.post(`needs/${id}/confirm`, { name: '到场人', mode: 'self' }));
  const match = await made(api.window.post(`${household}/matches`));
  things.match = match.id;
  const [gap] = await rows<{ id: string }>('select id from gaps where household_id = $1', [things.household]);
  things.gap = gap!.id;
  const items = { householdId: things.household, matchId: match.id, items: [OWN], noEducationReason: '无' };
  things.plan = (await made(api.window.post('plans', items))).id;
  const [item] = await rows<{ id: string }>('select id from plan_items where plan_id = $1', [things.plan]);
  things['plan-item'] = item!.id;
  await made(api.window.post(`plans/${things.plan}/offer`));
}

async function referral(world: ReferralWorld, things: Things, firm: Firm, offeringId: string): Promise<void> {
  const { api, app } = world;
  things.consent = await world.consent(things.household!, firm.provider.id);
  const draft = await made(api.window.post('referrals', { needId: things.need, offeringId, ...WORDS }));
  things.referral = draft.id;
  for (const act of ['consent', 'send'] as const) await world.act(api.window, draft, act);
  await world.act(firm.api, draft, 'accept');
  const day = { scheduledFor: new Date(app.clock.now().getTime() + 60_000).toISOString() };
  await world.act(firm.api, draft, 'schedule', day);
  await world.act(firm.practitioner, draft, 'start');
  const served = { deliveredOn: app.clock.today(), units: 1, note: FILE.serviceNote };
  things.delivery = (await made(firm.practitioner.post(`referrals/${draft.id}/deliveries`, served))).id;
}

/** A need that waits for an offering without any place. */
async function queue({ app, api, rows }: ReferralWorld, things: Things, firm: Firm): Promise<void> {
  const full = await makeOffering(app, firm.provider, { code: 'LE-01', capacityPerPeriod: 0 });
  const [need] = await rows<{ id: string }>(`select id from needs where household_id = $1 and code = 'LE-01'`, [
    things.household,
  ]);
  const entry = await made(api.window.post(`offerings/${full.id}/waiting-list`, { needId: need!.id }));
  things['waiting-list-entry'] = entry.id;
}

/** A further need of the file with an offering for it, and a referral that has been sent. */
export async function sendFurther(
  world: ReferralWorld,
  firm: Firm,
  householdId: string,
  code: string,
): Promise<string> {
  const { api, app } = world;
  const offering = await makeOffering(app, firm.provider, { code, capacityPerPeriod: 5 });
  const needId = await confirmedNeed(world, householdId, code);
  const { id } = await made(api.window.post('referrals', { needId, offeringId: offering.id, ...WORDS }));
  for (const act of ['consent', 'send'] as const) await world.act(api.window, { id }, act);
  return id;
}

/** What invented departments have said of the person, and what of it is to be clarified. */
async function check({ api, app, rows }: ReferralWorld, things: Things): Promise<void> {
  const household = `households/${things.household}`;
  const sheet = { scope: 'policy-check', receiverKind: 'department', receiverName: '民政部门', decision: 'given' };
  const signed = { ...sheet, items: ['identity', 'economy', 'health'], givenByMemberId: things.member };
  await made(api.window.post(`${household}/consents`, signed));
  const departments = await startDepartments(0, () => app.clock.today());
  app.config.departmentsUrl = departments.url;
  await made(api.officer.post('check-departments/agriculture/way', { way: 'file' }));
  things.check = (await made(api.officer.post(`${household}/verifications`, { purpose: 'application' }))).id;
  const sender = await app.worker(CheckSender);
  await sender.round();
  await sender.settled();
  app.config.departmentsUrl = undefined;
  await departments.stop();
  const [found] = await rows<{ id: string }>('select id from check_mismatches where household_id = $1', [
    things.household,
  ]);
  things['check-mismatch'] = found!.id;
}
