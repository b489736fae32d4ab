import { randomUUID } from 'node:crypto';
import { tokenHash } from '../../../src/platform/crypto';
import type { Role } from '../../../src/trust/access';
import { makeOffering, makeProvider } from '../../factories/supply.factory';
import { leadInput } from '../../factories/households.factory';
import { type ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, type Login, loginAs } from '../../support/district';
import { assess, OTHER_VILLAGE, triageAnswers, VILLAGE } from '../people/assessed-household';
import { openReferralWorld, type ReferralWorld } from '../referral/referral-world';

export const OTHER_DISTRICT = '990199';

/** Somebody who asks: a role, and how it stands to the household that everything here belongs to. */
export interface Asker {
  /** `window-worker own`, `dispatcher other-organisation`; `nobody` has not signed in. */
  name: string;
  roles: readonly Role[];
  /** For the API. */
  api: ApiClient;
  /** Cookie header for pages. */
  cookie: string;
  csrf: string;
}

export interface MatrixWorld extends ReferralWorld {
  things: Record<string, string>;
  askers: Asker[];
}

const STAFF = ['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor', 'evaluator'] as const;

async function made(answering: PromiseLike<{ status: number; text: string; body: unknown }>): Promise<{ id: string }> {
  const { status, text, body } = await answering;
  if (status >= 300) throw new Error(`The world of the matrix could not be made: ${status} ${text}`);
  return body as { id: string };
}

/** One household with one thing of every kind, and everybody who may ask for them. */
export async function openMatrixWorld(): Promise<MatrixWorld> {
  const world = await openReferralWorld({ alone: true });
  const { app, api, rows, logins } = world;
  const people = new Askers(world);
  const person = await world.person();
  const firm = await world.firm();
  const offering = await world.offering(firm);
  const household = `households/${person.id}`;
  const things: Record<string, string> = { household: person.id, member: person.memberId, need: person.needId };
  const first = async (sql: string, ...values: unknown[]) => {
    const [row] = await rows<{ id: string }>(sql, values.length > 0 ? values : [person.id]);
    if (!row) throw new Error(`Nothing found by ${sql}`);
    return row.id;
  };
  things.case = await first('select id from cases where household_id = $1');
  things.economy = (await made(api.window.post(`${household}/economy`, ECONOMY))).id;
  things.classification = (await made(api.window.post(`${household}/classifications`))).id;
  things.assessment = (await assess(api.window, person.id, 'S16', triageAnswers())).id;
  things.consent = await world.consent(person.id, firm.provider.id);
  await made(api.window.post(`${household}/entitlements`));
  things.entitlement = await first('select id from entitlements where household_id = $1');
  const match = await made(api.window.post(`${household}/matches`));
  things.match = match.id;
  const items = { householdId: person.id, matchId: match.id, items: [OWN], noEducationReason: '无' };
  things.plan = (await made(api.window.post('plans', items))).id;
  things['plan-item'] = await first('select id from plan_items where plan_id = $1', things.plan);
  await made(api.window.post(`plans/${things.plan}/offer`));
  things.gap = await gapOf(world, person.id);
  const referral = await world.sent(person, offering);
  things.referral = referral.id;
  await world.act(firm.api, referral, 'accept');
  const day = { scheduledFor: new Date(app.clock.now().getTime() + 60_000).toISOString() };
  await world.act(firm.api, referral, 'schedule', day);
  await world.act(firm.practitioner, referral, 'start');
  const served = { deliveredOn: app.clock.today(), units: 1, note: '送到' };
  things.delivery = (await made(firm.practitioner.post(`referrals/${referral.id}/deliveries`, served))).id;
  things.handover = (await made(api.window.post(`cases/${things.case}/handovers`, HANDOVER))).id;
  things.lead = (await made(api.window.post('leads', leadInput({ regionCode: VILLAGE })))).id;
  things.offering = offering.id;
  things.provider = firm.provider.id;
  const paper = { holderName: '李娜', kind: 'background-check', expiresOn: '2099-01-01' };
  things.credential = (await made(firm.api.post(`providers/${firm.provider.id}/credentials`, paper))).id;
  things.contract = (await made(api.centre.post('contracts', { ...CONTRACT, providerId: firm.provider.id }))).id;
  things.fund = (await made(api.centre.post('funds', FUND))).id;
  await made(api.centre.post(`funds/${things.fund}/pay-in`, { amountFen: 100_000 }));
  const wish = { holderId: person.id, amountFen: 1000, purpose: '取暖' };
  things['fund-request'] = (await made(api.officer.post(`funds/${things.fund}/requests`, wish))).id;
  things.region = await first('select id::text from regions where code = $1', VILLAGE);
  things.account = logins.window.accountId;
  await people.make(firm.provider.id);
  await made(people.api('system-administrator own').post('invitations', INVITATION));
  things.invitation = await first('select id from invitations where email = $1', INVITATION.email);
  await finish(world, things, people.login('evaluator own').accountId, firm);
  await directory(world, things);
  await app.drain();
  things.notification = await first('select id from notifications where household_id = $1 order by id');
  return { ...world, things, askers: people.all };
}

const ECONOMY = { kind: 'income', item: 'wage', amountFen: 80_000, period: 'month' };
const OWN = { side: 'self', field: 'capability', goal: '每天走一走', action: '散步', ownerName: '本人' };
const HANDOVER = { tier: 'station', reasonCode: 'emergency', residualDifficulty: '需要镇里统筹' };
const FUND = { name: '专项', purpose: '急用', householdCeilingFen: 100_000, layer: 'special-fund' };
const CONTRACT = {
  ...{ number: 'HT-1', title: '购买服务', startsOn: '2026-01-01', endsOn: '2026-12-31', unit: '次' },
  ...{ unitPriceFen: 100, quantity: 100, budgetFen: 10_000 },
};
const INVITATION = {
  post: { role: 'officer', districtCode: DISTRICT, regionPath: '1' },
  email: 'somebody@example.org',
};

async function gapOf(world: ReferralWorld, householdId: string): Promise<string> {
  const found = await world.api.window.post(`households/${householdId}/needs`, {
    code: 'LE-01',
    severity: 2,
    reason: '见到',
  });
  const { id } = found.body as { id: string };
  await made(world.api.window.post(`needs/${id}/confirm`, { name: '王桂芳', mode: 'self' }));
  await made(world.api.window.post(`households/${householdId}/matches`));
  const [gap] = await world.rows<{ id: string }>('select id from gaps where household_id = $1', [householdId]);
  return gap!.id;
}

/** A second referral of the household, finished, drawn and evaluated; its follow-up. */
async function finish(
  world: ReferralWorld,
  things: Record<string, string>,
  evaluatorId: string,
  firm: Awaited<ReturnType<ReferralWorld['firm']>>,
): Promise<void> {
  const { rows, app, api } = world;
  const other = await world.person();
  const referral = await world.sent(other, await world.offering(firm));
  for (const act of ['accept', 'start'] as const) await world.act(firm.api, referral, act);
  await made(firm.api.post(`referrals/${referral.id}/deliveries`, { deliveredOn: app.clock.today(), units: 1 }));
  await world.act(firm.api, referral, 'complete');
  await world.act(api.window, referral, 'confirm', { mode: 'assisted', byName: '王桂芳' });
  await world.act(api.window, referral, 'close', { outcome: 'helped' });
  await app.drain();
  const today = app.clock.today();
  const drawn = await made(api.centre.post('evaluation-samples', { evaluatorId, from: today, to: today }));
  things.sample = drawn.id;
  const [evaluation] = await rows<{ id: string }>('select id from evaluations where sample_id = $1', [drawn.id]);
  things.evaluation = evaluation!.id;
  const [followUp] = await rows<{ id: string }>('select id from follow_ups order by months limit 1');
  things['follow-up'] = followUp!.id;
}

const ODD = {
  ...{ id: 's-1', name: 'Odd matter', status: 'active', organization: { id: 'org-1', name: 'Harbour House' } },
  attributes: [{ taxonomy_term: { id: 't-1', code: 'OWN-1', name: 'Odd things', taxonomy: 'own' } }],
};

/** An outside directory with a service that nobody could place. */
async function directory({ app, logins, rows }: ReferralWorld, things: Record<string, string>): Promise<void> {
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

/** Everybody who asks, with a token for the API and a cookie for pages. */
class Askers {
  readonly all: Asker[] = [];
  private readonly logins = new Map<string, Login>();

  constructor(private readonly world: ReferralWorld) {}

  login(name: string): Login {
    const found = this.logins.get(name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  }

  api(name: string): ApiClient {
    return this.world.app.api(this.login(name).token);
  }

  async make(providerId: string): Promise<void> {
    const { app, rows, logins } = this.world;
    await rows(
      `insert into regions (code, name, level, parent_id, path, district_code, valid_from)
       select $1, '邻县', 'county', parent_id, path || '99/', $1, '2020-01-01' from regions where code = $2 and level = 'county'`,
      [OTHER_DISTRICT, DISTRICT],
    );
    const unit = async (tier: string, code: string) =>
      (
        await rows<{ id: string }>(
          'select u.id from units u join regions r on r.id = u.region_id where u.tier = $1 and r.code = $2',
          [tier, code],
        )
      )[0]!.id;
    await this.add('window-worker own', 'window-worker', logins.window);
    await this.add(
      'window-worker same-unit',
      'window-worker',
      await loginAs(app, 'window-worker', { unitId: await unit('window', VILLAGE) }),
    );
    await this.add(
      'window-worker sibling-unit',
      'window-worker',
      await loginAs(app, 'window-worker', { unitId: await unit('window', OTHER_VILLAGE) }),
    );
    await this.add('station-worker own', 'station-worker', logins.station);
    await this.add(
      'station-worker sibling-unit',
      'station-worker',
      await loginAs(app, 'station-worker', { unitId: await unit('station', '990101002') }),
    );
    await this.add('centre-worker own', 'centre-worker', logins.centre);
    await this.add('officer own', 'officer', logins.officer);
    for (const role of [
      'supervisor',
      'evaluator',
      'system-administrator',
      'security-administrator',
      'audit-administrator',
    ] as const) {
      await this.add(`${role} own`, role, await loginAs(app, role));
    }
    await this.add('evaluator other-sample', 'evaluator', await loginAs(app, 'evaluator'));
    for (const role of ['reporter', 'volunteer'] as const)
      await this.add(`${role} none`, role, await loginAs(app, role));
    const other = await makeProvider(app);
    await makeOffering(app, other);
    for (const role of ['dispatcher', 'practitioner'] as const) {
      await this.add(`${role} receiver`, role, await loginAs(app, role, { organisationId: providerId }));
      await this.add(`${role} other-organisation`, role, await loginAs(app, role, { organisationId: other.id }));
    }
    const region = (await rows<{ path: string }>('select path from regions where code = $1', [OTHER_DISTRICT]))[0]!
      .path;
    const place = { districtCode: OTHER_DISTRICT, regionPath: region.replace(/\/$/, '') };
    for (const role of [...STAFF, 'system-administrator'] as const) {
      await this.add(`${role} other-district`, role, await loginAs(app, role, place));
    }
    const far = { ...place, organisationId: randomUUID() };
    for (const role of ['dispatcher', 'practitioner'] as const)
      await this.add(`${role} other-district`, role, await loginAs(app, role, far));
    this.all.push({ name: 'nobody', roles: [], api: app.api(), cookie: '', csrf: '' });
  }

  private async add(name: string, role: Role, login: Login): Promise<void> {
    const token = randomUUID() + randomUUID();
    await this.world.rows(
      `insert into sessions (id, token_hash, kind, account_id, expires_at, idle_seconds)
       values (gen_random_uuid(), $1, 'cookie', $2, now() + interval '1 day', 86400)`,
      [tokenHash(token), login.accountId],
    );
    this.logins.set(name, login);
    const cookie = `session=${token}`;
    const home = await this.world.app.api().get('/console').set('cookie', cookie);
    const [, csrf = ''] = /name="_csrf" value="([^"]*)"/.exec(home.text) ?? [];
    this.all.push({ name, roles: [role], api: this.world.app.api(login.token), cookie, csrf });
  }
}
