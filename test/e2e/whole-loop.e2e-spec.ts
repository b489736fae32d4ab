import { makeOffering, makeProvider, registration } from '../factories/supply.factory';
import { householdInput, leadInput } from '../factories/households.factory';
import { triageAnswers, VILLAGE } from '../integration/people/assessed-household';
import type { CasefileView } from '../../src/results/casefile/dto/casefile.view';
import type { MatchView } from '../../src/referral/matching/dto/match.view';
import type { PlanView } from '../../src/referral/plans/dto/plan.view';
import { ConsoleVisitor } from '../support/console';
import { FAMILY, GOODS, HEAD, HELP, SELF, SHARED, SUPPORT } from './loop-facts';
import { type Answer, openStory, type Story } from './loop-story';

/** One household from the first hint to the file, by everybody whom it passes, through the API and nothing else. */
describe('the whole loop through the API', () => {
  let story: Story;
  let provider: Answer;
  let offering: Answer;
  let householdId: string;
  let memberId: string;
  let caseId: string;
  let need: { id: string };
  let match: MatchView;
  let plan: PlanView;
  let referral: Answer;

  beforeAll(async () => {
    story = await openStory();
    const old = await makeProvider(story.app);
    const stale = await makeOffering(story.app, old, { code: 'LI-02', name: '老食堂' });
    await story.rows(`update offerings set confirmed_on = '2025-01-01' where id = $1`, [stale.id]);
  }, 60_000);
  afterAll(() => story?.close());

  const list = (path: string) => story.list(path);
  const advance = async (to: string) => {
    const moved = await story.act({
      who: 'window',
      wrong: 'dispatcher',
      path: `cases/${caseId}/advance`,
      body: { to },
    });
    expect(moved.state).toBe(to);
  };
  const move = async (
    who: 'window' | 'dispatcher' | 'practitioner',
    wrong: 'stranger' | 'window',
    act: string,
    body = {},
  ) => {
    referral = await story.act({ who, wrong, path: `referrals/${referral.id}/${act}`, body });
    return referral.state;
  };

  it('a provider registers itself; the centre lets it in; it makes its account and invites a colleague', async () => {
    const before = await story.recorded(null);
    const input = registration({ name: '暖心助餐社', email: 'desk@provider.example' });
    const applied = await story.of('visitor').post('providers', input);
    expect([applied.status, applied.body]).toEqual([201, expect.objectContaining({ state: 'applied' })]);
    expect(await story.recorded(null)).toBeGreaterThan(before);
    const { id } = applied.body as Answer;
    provider = await story.act({ who: 'centre', wrong: 'window', path: `providers/${id}/approve` });
    expect(provider.state).toBe('approved');
    await story.join('dispatcher', String(provider.invitation));
    const invited = await story.act({
      who: 'dispatcher',
      wrong: 'stranger',
      path: `providers/${id}/invitations`,
      body: { role: 'practitioner' },
    });
    await story.join('practitioner', String(invited.link));
    expect(await story.messages(id)).toEqual(
      expect.arrayContaining(['account provider-applied', 'provider applied', 'provider approved']),
    );
  });

  it('it lists an offering with capacity, area and eligibility', async () => {
    const body = {
      ...{ providerId: provider.id, name: '暖心午餐', code: 'LI-02', mode: 'home', capacityPerPeriod: 5 },
      // By mistake: the provider means from 60 on, as the match will show.
      ...{ areaRegionCode: '990101001', eligibility: { minAge: 80 }, languages: ['zh'] },
    };
    offering = await story.act({ who: 'dispatcher', wrong: 'practitioner', path: 'offerings', body });
    expect(offering).toMatchObject({ state: 'listed', capacityPerPeriod: 5 });
    expect(await story.places(offering.id)).toEqual([0, 0, 5]);
  });

  it('a worker takes a lead and finds it true: a file with a member and a case', async () => {
    const lead = await story.act({
      who: 'window',
      wrong: 'evaluator',
      path: 'leads',
      body: leadInput({ regionCode: VILLAGE }),
    });
    const path = `leads/${lead.id}/triage`;
    expect((await story.act({ who: 'window', wrong: 'dispatcher', path, body: { result: 'taken' } })).state).toBe(
      'triaged',
    );
    const household = householdInput({ regionCode: VILLAGE, members: [HEAD] });
    const verified = await story.act({
      who: 'window',
      wrong: 'officer',
      path,
      body: { result: 'verified', household },
    });
    expect(verified.state).toBe('verified');
    householdId = String(verified.householdId);
    const file = (await story.of('window').get(`households/${householdId}`)).body as { members: Answer[] };
    memberId = file.members[0]!.id;
    expect((await story.of('stranger').get(`households/${householdId}`)).status).toBe(403);
    const [opened] = await list(`households/${householdId}/cases`);
    expect(opened).toMatchObject({ state: 'intake', leadWorkerId: story.logins.window.accountId });
    caseId = opened!.id;
    expect(await story.messages(caseId)).toEqual(expect.arrayContaining(['household case-opened']));
  });

  it('consent to the assessment, own declaration, class proposed and confirmed, policy first', async () => {
    const { who, wrong } = { who: 'window', wrong: 'stranger' } as const;
    const sheet = {
      ...{ scope: 'assessment', receiverKind: 'unit', receiverName: '柳溪村窗口', items: ['identity', 'health'] },
      ...{ decision: 'given', mode: 'assisted', givenByName: '王桂芳' },
    };
    const consent = await story.act({ who, wrong, path: `households/${householdId}/consents`, body: sheet });
    expect(consent.state).toBe('given');
    const income = { kind: 'income', item: 'basic-pension', amountFen: 20_000, period: 'month' };
    await story.act({ who, wrong, path: `households/${householdId}/economy`, body: income });
    const wage = { kind: 'income', item: 'wage', amountFen: 80_000, period: 'month' };
    await story.act({ who, wrong, path: `households/${householdId}/economy`, body: wage });
    const medical = { kind: 'expenditure', item: 'medical', amountFen: 0, period: 'month' };
    await story.act({ who, wrong, path: `households/${householdId}/economy`, body: medical });
    const deposit = { kind: 'asset', item: 'deposit', amountFen: 100_000, period: 'once' };
    await story.act({ who, wrong, path: `households/${householdId}/economy`, body: deposit });
    const proposal = await story.act({ who, wrong, path: `households/${householdId}/classifications` });
    expect(proposal).toMatchObject({ state: 'proposed', proposedClass: 2 });
    const confirm = { path: `classifications/${proposal.id}/confirm`, body: { class: 2 } };
    expect((await story.act({ who: 'station', wrong: 'window', ...confirm })).state).toBe('confirmed');
    await advance('policy-first');
    await story.app.drain();
    expect((await list(`households/${householdId}/entitlements`)).length).toBeGreaterThan(0);
  });

  it('four scales, scored; needs follow from them and the household confirms one', async () => {
    await advance('assessment');
    expect(await assessed('S16', triageAnswers())).toMatchObject({ state: 'completed', triage: 'green' });
    expect(await assessed('S01', HELP, memberId)).toMatchObject({ severity: 0, score: 4, maximum: 24 });
    expect(await assessed('S07', SUPPORT)).toMatchObject({ state: 'completed', severity: 2 });
    expect(await assessed('S11', GOODS)).toMatchObject({ state: 'completed', severity: 2 });
    // The window reads code and severity, the station what they rest on (C3).
    const needs = ((await story.of('station').get(`households/${householdId}/needs`)).body as { items: Answer[] })
      .items;
    expect((await list(`households/${householdId}/needs`)).map(({ evidence }) => evidence)).toEqual(
      needs.map(() => []),
    );
    expect(needs.every(({ state, assessed: derived }) => state === 'found' && derived === true)).toBe(true);
    const meals = needs.find(({ code }) => code === 'LI-02')!;
    expect(meals).toMatchObject({ severity: 2, evidence: [expect.objectContaining({ instrument: 'S11' })] });
    const yes = { path: `needs/${meals.id}/confirm`, body: { name: '王桂芳', mode: 'assisted' } };
    need = await story.act({ who: 'window', wrong: 'dispatcher', ...yes });
    expect(need).toMatchObject({ state: 'confirmed', confirmedByName: null });
    const known = await story.of('station').get(`needs/${need.id}`);
    expect(known.body).toMatchObject({ confirmedByName: '王桂芳' });
  });

  const assessed = (instrument: string, answers: Record<string, number>, member?: string) =>
    story.assess(householdId, { instrument, mode: 'self', memberId: member }, answers);

  const matched = async () => {
    const path = `households/${householdId}/matches`;
    const run = await story.act({ who: 'window', wrong: 'officer', path });
    match = run as unknown as MatchView;
    return match.needs.find((one) => one.need.id === need.id)!;
  };

  it('the match says by which rule the offering is out and what would let it in; edited, it comes first', async () => {
    const before = await matched();
    expect(before.candidates.map((one) => one.offering.name)).toEqual(['老食堂']);
    const out = before.excluded.find((one) => one.offering.id === offering.id)!;
    expect(out.refusals).toHaveLength(1);
    expect(out.refusals[0]).toMatchObject({ rule: 'age' });
    for (const said of [out.refusals[0]!.reason.text, out.refusals[0]!.change.text]) expect(said).toMatch(/80/);
    offering = await story.act({
      ...{ who: 'dispatcher', wrong: 'window', method: 'patch', path: `offerings/${offering.id}` },
      ...{ body: { eligibility: { minAge: 60 } }, version: offering.version },
    });
    const after = await matched();
    expect(after.candidates.map((one) => one.offering.name)).toEqual(['暖心午餐', '老食堂']);
    expect(match.plan.items).toEqual([expect.objectContaining({ needId: need.id, offeringId: offering.id })]);
  });

  it('plan: government, society, family and self, with goals, and signed', async () => {
    await advance('planning');
    const [line] = (await list(`households/${householdId}/entitlements`)).filter(
      ({ state }) => state === 'eligible-not-applied',
    );
    const body = { householdId, matchId: match.id, entitlementIds: [line!.id], items: [FAMILY, SELF] };
    const draft = await story.act({ who: 'window', wrong: 'dispatcher', path: 'plans', body });
    plan = draft as unknown as PlanView;
    expect(plan).toMatchObject({ state: 'draft', missing: [], mix: { government: 1, society: 1, family: 1, self: 1 } });
    expect(new Set(plan.items.map(({ field }) => field)).size).toBeGreaterThanOrEqual(3);
    expect(plan.items.every(({ goal, ownerName }) => goal !== '' && ownerName !== '')).toBe(true);
    const path = `plans/${plan.id}`;
    expect((await story.act({ who: 'window', wrong: 'evaluator', path: `${path}/offer` })).state).toBe('offered');
    const signature = { signedBy: '王桂芳', mode: 'assisted' };
    const signed = await story.act({ who: 'window', wrong: 'dispatcher', path: `${path}/confirm`, body: signature });
    expect(signed).toMatchObject({ state: 'confirmed', signedByName: null });
    expect((await story.of('station').get(path)).body).toMatchObject({ signedByName: '王桂芳' });
    expect(await needState()).toBe('planned');
    expect(await story.messages(plan.id)).toEqual(
      expect.arrayContaining(['household plan-offered', 'household plan-confirmed']),
    );
  });

  const needState = async () => ((await story.of('window').get(`needs/${need.id}`)).body as Answer).state;
  const drafted = async () => {
    const planItemId = plan.items.find(({ offeringId }) => offeringId === offering.id)!.id;
    const body = { planItemId, message: '喜欢软烂的菜', safetyNote: '家里有狗' };
    return story.act({ who: 'window', wrong: 'dispatcher', path: 'referrals', body });
  };

  it('referral: not without consent; sent it reserves a place, recalled it gives it back', async () => {
    await advance('in-service');
    referral = await drafted();
    expect(referral.state).toBe('draft');
    const early = await story.of('window').post(`referrals/${referral.id}/consent`);
    expect([early.status, (early.body as { code: string }).code]).toEqual([409, 'consent-missing']);
    const sheet = {
      ...{ scope: 'referral', receiverKind: 'provider', receiverId: provider.id, receiverName: '暖心助餐社' },
      ...{ items: SHARED, decision: 'given', mode: 'assisted', givenByName: '王桂芳' },
    };
    const given = { path: `households/${householdId}/consents`, body: sheet };
    await story.act({ who: 'window', wrong: 'officer', ...given });
    expect(await move('window', 'stranger', 'consent')).toBe('consented');
    expect((await story.of('dispatcher').get(`referrals/${referral.id}`)).status).toBe(404);
    expect(await move('window', 'stranger', 'send')).toBe('sent');
    expect(await story.places(offering.id)).toEqual([1, 0, 4]);
    expect(await move('window', 'stranger', 'recall', { reason: '女儿这周在家做饭' })).toBe('recalled');
    expect(await story.places(offering.id)).toEqual([0, 0, 5]);
  });

  it('the provider accepts, agrees a day, begins, records and completes', async () => {
    referral = await drafted();
    await move('window', 'stranger', 'consent');
    await move('window', 'stranger', 'send');
    expect(await story.places(offering.id)).toEqual([1, 0, 4]);
    const asked = await story.of('dispatcher').get(`referrals/${referral.id}`);
    expect(asked.body).toMatchObject({ state: 'sent', contact: null, safetyNote: '家里有狗' });
    expect(asked.text).not.toMatch(/王桂芳|13912345678/);
    expect(await move('dispatcher', 'stranger', 'accept')).toBe('accepted');
    expect(await story.places(offering.id)).toEqual([0, 1, 4]);
    const day = { scheduledFor: new Date(story.app.clock.now().getTime() + 60_000).toISOString() };
    expect(await move('dispatcher', 'window', 'schedule', day)).toBe('scheduled');
    expect(await move('practitioner', 'window', 'start')).toBe('in-service');
    const delivery = { deliveredOn: story.app.clock.today(), units: 2, note: '两顿午餐' };
    const path = `referrals/${referral.id}/deliveries`;
    const delivered = await story.act({ who: 'practitioner', wrong: 'window', path, body: delivery });
    expect(delivered).toMatchObject({ units: 2 });
    expect((await list(path)).map(({ note }) => note)).toEqual([null]);
    const notes = (await story.of('station').get(path)).body as { items: Answer[] };
    expect(notes.items.map(({ note }) => note)).toEqual(['两顿午餐']);
    expect(await move('practitioner', 'stranger', 'complete')).toBe('completed');
    expect(await story.messages(referral.id)).toEqual(
      expect.arrayContaining([
        ...['account referral-asked', 'household referral-sent', 'household referral-accepted'],
        ...['account referral-accepted', 'household referral-scheduled', 'household referral-started'],
        ...['household referral-completed', 'account referral-completed'],
      ]),
    );
    expect(await needState()).toBe('served');
  });

  it('the household says on its own page that help came; the worker closes', async () => {
    const { door, pin } = await story.door(householdId);
    const household = new ConsoleVisitor(story.app);
    const wrongPin = pin.startsWith('0') ? '111 111' : '000 000';
    expect((await household.submit(door, door, { pin: wrongPin })).status).toBe(401);
    expect((await household.submit(door, door, { pin })).headers.location).toBe('/h/home');
    const came = `/h/help/${referral.id}/came`;
    expect((await household.submit(came, came, { rating: 'helped' })).status).toBe(303);
    const confirmed = (await story.of('window').get(`referrals/${referral.id}`)).body as Answer;
    expect(confirmed).toMatchObject({ state: 'confirmed-by-household', confirmedMode: 'self' });
    const sql = `select count(*)::int as count from audit_events where household_actor_id = $1 and subject_id = $2`;
    const [own] = await story.rows<{ count: number }>(sql, [householdId, referral.id]);
    expect(own!.count).toBeGreaterThan(0);
    expect(await move('window', 'stranger', 'close', { outcome: 'helped' })).toBe('closed');
    expect(await needState()).toBe('reduced');
    expect(await story.places(offering.id)).toEqual([0, 1, 4]);
    expect(await story.messages(referral.id)).toEqual(
      expect.arrayContaining([
        'account referral-confirmed',
        'provider referral-confirmed',
        'household referral-closed',
      ]),
    );
  });

  it('the centre draws a sample with a printed seed; the evaluator sees no name and agrees', async () => {
    await assessed('S11', { ...GOODS, amount: 0, skipped: 0, quality: 0 });
    await advance('evaluation');
    const today = story.app.clock.today();
    const body = { evaluatorId: story.evaluator.accountId, from: today, to: today };
    const drawn = await story.act({ who: 'centre', wrong: 'evaluator', path: 'evaluation-samples', body });
    expect(drawn.seed).toMatch(/^[0-9a-f]{12}$/);
    const [line] = drawn.evaluations as Answer[];
    expect(drawn).toMatchObject({ population: 1, excluded: 0, evaluations: [{ referralId: referral.id }] });
    const evidence = await story.of('evaluator').get(`evaluations/${line!.id}`);
    expect(evidence.text).not.toMatch(/王桂芳|13912345678|两顿午餐/);
    expect(evidence.body).toMatchObject({
      ...{ state: 'open', householdId: null, referralId: null },
      evidence: {
        ...{ needCode: 'LI-02', outcome: 'helped', confirmation: { confirmed: true, mode: 'self' } },
        deliveries: [{ units: 2, noted: true }],
        scales: expect.arrayContaining([expect.objectContaining({ instrument: 'S11', gain: 1 })]) as unknown,
      },
    });
    const path = `evaluations/${line!.id}/agree`;
    const agreed = await story.act({ who: 'evaluator', wrong: 'window', path, body: { finding: '属实' } });
    expect(agreed).toMatchObject({ state: 'agreed', moves: [] });
  });

  it('the file has it all, and the time line says who did each step', async () => {
    const read = await story.of('station').get(`households/${householdId}/file`);
    expect((await story.of('evaluator').get(`households/${householdId}/file`)).status).toBe(403);
    const file = read.body as CasefileView;
    expect(file).toMatchObject({
      ...{ displayName: '王桂芳', class: { primary: 2 }, cases: [{ state: 'evaluation' }] },
      members: [{ name: '王桂芳', phone: '*******5678' }],
      needs: expect.arrayContaining([expect.objectContaining({ code: 'LI-02', state: 'reduced' })]) as unknown,
      plan: { signedBy: '王桂芳', signedMode: 'assisted' },
      evaluations: [{ state: 'agreed', finding: '属实' }],
      money: [],
      followUps: [{ months: 3 }, { months: 6 }],
    });
    // Lines of money are for the centre and the authority (C3).
    const centre = (await story.of('centre').get(`households/${householdId}/file`)).body as CasefileView;
    expect(centre.money).toMatchObject([{ text: '暖心午餐', units: 2, amountFen: 0 }]);
    expect(file.plan!.items).toHaveLength(4);
    expect(file.referrals.map(({ state }) => state).sort()).toEqual(['closed', 'recalled']);
    const closed = file.referrals.find(({ state }) => state === 'closed');
    expect(closed).toMatchObject({ provider: '暖心助餐社', outcome: 'helped', deliveries: [{ units: 2 }] });
    const lines = await list(`households/${householdId}/timeline?limit=200`);
    const told = lines.map(({ subject, move: name, toState }) => [subject, name, toState].filter(Boolean).join(' '));
    expect(told).toEqual(
      expect.arrayContaining([
        ...[
          'household',
          'assessment complete completed',
          'classification confirm confirmed',
          'consent give given',
          'need confirm confirmed',
        ],
        ...['plan offer offered', 'plan confirm confirmed', 'need plan planned', 'referral recall recalled'],
        ...[
          'referral send sent',
          'referral accept accepted',
          'referral schedule scheduled',
          'referral start in-service',
        ],
        ...['delivery', 'referral complete completed', 'referral confirm confirmed-by-household'],
        ...['referral close closed', 'evaluation agree agreed'],
      ]),
    );
    const named = ({ actorKind, actorName }: Answer) => actorKind === 'user' && Boolean(actorName);
    expect(lines.filter((line) => !named(line) && line.actorKind !== 'system').map(({ move }) => move)).toEqual([
      'confirm',
    ]);
    expect(lines.find(({ toState }) => toState === 'confirmed-by-household')?.actorKind).toBe('household');
  });
});
