import type { Levels } from '../../../src/trust/access';
import { makeOffering } from '../../factories/supply.factory';
import { OTHER_VILLAGE, spokenFor } from '../people/assessed-household';
import reach from '../../consistency/reach.json';
import type { Route } from '../../consistency/routes';
import { FILE } from './canaries';
import { type Cell, isApi, sees } from './cells';
import { made } from './made';
import type { Asker } from './matrix-askers';
import { MatrixCheck } from './matrix-check';
import { sendFurther, type Things } from './matrix-file';
import { AT_THE_WINDOW, levelsFor, type Standing } from './matrix-levels';
import { freeze, type MatrixWorld, openMatrixWorld } from './matrix-world';
import { STAFF_ROUTES } from './route-record';
import { namesOf, thingsOf } from './route-things';

/** What is different in a state of the file. */
interface State {
  /** Who sees the file and all that hangs on it; default: as the table of reach says. */
  file?: (asker: string) => boolean;
  /** Other kinds of which somebody else sees the thing. */
  kinds?: Readonly<Record<string, (asker: string) => boolean>>;
  standing?: Partial<Standing>;
  things?: Things;
  /** Only routes that name one of these. */
  only?: readonly string[];
  /** Who holds the case, by unit or as its lead worker; and who is on the protected team. */
  holders?: readonly string[];
  team?: readonly string[];
  /** Lists too, not only what names a thing: of the API, or on pages as well. */
  lists?: 'api' | 'pages';
  /** Whose answer the state can change; default: of who reaches the file as usual, or now. */
  asked?: (asker: string) => boolean;
  /** Whether those ask too who reach nothing of it, as usual and now; default: yes. */
  others?: boolean;
}

const FILE_KINDS: readonly string[] = [...reach.household.kinds, ...reach.referral.kinds];
const READING = STAFF_ROUTES.filter(({ method }) => method === 'GET');
/** Who sees the file in its new village; the lead worker keeps it until somebody there has taken it over. */
const MOVED = [
  'window-worker sibling-unit',
  'station-worker sibling-unit',
  'station-worker own',
  'centre-worker own',
  'officer own',
  'supervisor own',
];
const WINDOW = ['window-worker own', 'window-worker same-unit'];
const LEAD = 'window-worker own';
const PROVIDERS = /^(dispatcher|practitioner) /;
const REQUESTS = /\/(rights-requests|console\/rights)/;
/** The desk of requests and the list of closed files name the file, for the office that has them. */
const NAMING = /\/(rights-requests|console\/rights|closed-files)/;
/** A message to oneself stays in the own tray; it names the file by its id. */
const TRAY = /^\/api\/v1\/notifications$/;
/** Of another household, whose file stays as it is. */
const APART = ['follow-up', 'allocation-need'];

/** Times that the file is looked at in one state or another, and cells of all of them. */
const LOOKS = 14;
const CELLS = 3000;

describe('the file in its sensitive states, asked for by everybody', () => {
  let world: MatrixWorld;
  const cells: number[] = [];

  beforeAll(async () => {
    world = await openMatrixWorld();
  }, 240_000);

  /**
   * Every reading route of the file, asked by all whose role opens it: the others are refused before anybody looks at
   * the file, in every state. Who reaches nothing of it, as usual and now, asks through the API alone: what keeps the
   * rows from them knows nothing of pages, and `matrix.int-spec.ts` has them at each page. Where a state concerns one
   * person, the lead worker stands for those who see the file as before.
   */
  async function look(state: State): Promise<string[]> {
    const { file, kinds, standing, only, things, others = true } = state;
    const seen = (asker: string, kind: string): boolean => {
      const own = kinds?.[kind];
      if (own) return own(asker);
      return file && FILE_KINDS.includes(kind) && !APART.includes(kind) ? file(asker) : sees(asker, kind);
    };
    const levels = (asker: Asker, { path }: Route) => {
      // Whoever holds a request about a file sees in it whose it is (C1).
      const request = !path.includes(':') && kinds?.requests ? 'requests' : 'right';
      const sight = (name: string, kind: string) => seen(name, REQUESTS.test(path) ? request : kind);
      return levelsFor(asker, sight, { ...AT_THE_WINDOW, ...standing }, path);
    };
    const check = new MatrixCheck(world, {
      // Who was let in stands in the time line, for all who read that.
      things: { ...world.things, approval: '', ...things },
      ...{ sees: seen, levels, unlikeLists: true },
      tells: ({ path }) => [
        ...(NAMING.test(path) ? ['household'] : []),
        ...(TRAY.test(path) ? ['household', 'referral'] : []),
      ],
      status: (cell) =>
        cell.permitted && cell.reached ? narrowed(cell, levels(cell.asker, cell.route), state) : undefined,
    });
    const routes = READING.filter(({ path }) => {
      const named = namesOf(thingsOf(path) ?? []);
      if (named.length === 0) return state.lists === 'pages' || (state.lists === 'api' && path.startsWith('/api/'));
      return named.every((kind) => (only ?? FILE_KINDS).includes(kind)) && !named.some((kind) => APART.includes(kind));
    });
    const all = routes.flatMap((route) => check.cellsOf(route)).filter(({ permitted }) => permitted);
    const concerned = (name: string) => FILE_KINDS.some((kind) => sees(name, kind) || seen(name, kind));
    const { asked = concerned } = state;
    const here = all.filter(({ route, asker: { name } }) => {
      if (isApi(route)) return asked(name) || (others && !concerned(name));
      // A colleague of the same unit reads the same pages, but where one of the two is on a team.
      return (
        asked(name) && (!/ same-unit$/.test(name) || (state.lists === 'pages' && thingsOf(route.path)?.length !== 0))
      );
    });
    await check.askAll(here);
    expect(here.length).toBeGreaterThan(0);
    cells.push(here.length);
    return [...check.faults, ...check.seen.missing()];
  }

  const usual = (asker: string) => sees(asker, 'household');

  it('is closed to who stands on the list of conflicts, for every route, and opens again', async () => {
    const { api, people, things } = world;
    const bound = ['station-worker own', 'officer own', 'supervisor own'];
    const listed: string[] = [];
    for (const name of bound) {
      const conflict = { householdKey: things.number, kind: 'relative', accountId: people.login(name).accountId };
      listed.push((await made(api.centre.post('conflicts', conflict))).id);
    }
    const providers = (asker: string) => sees(asker, 'referral') && !bound.includes(asker);
    const file = (asker: string) => usual(asker) && !bound.includes(asker);
    const faults = await look({
      file,
      kinds: { referral: providers, delivery: providers },
      asked: (name) => [LEAD, ...bound].includes(name),
    });
    for (const id of listed) await made(api.centre.post(`conflicts/${id}/end`, { reason: '误录，已核实' }));
    expect(faults).toEqual([]);
    expect(await look({ asked: (name) => bound.includes(name), others: false })).toEqual([]);
  }, 120_000);

  it('opens to who broke the glass, with a second person, as files are open to the role; closes with the end', async () => {
    const { api, people, things } = world;
    const asker = 'window-worker sibling-unit';
    const file = (name: string) => usual(name) || name === asker;
    const referral = (name: string) => sees(name, 'referral') || name === asker;
    await made(api.centre.post(`approvals/${things.approval}/confirm`, {}));
    const faults = await look({
      ...{ file, kinds: { referral, delivery: referral, right: usual } },
      asked: (name) => [LEAD, asker].includes(name),
    });
    await made(people.api(asker).post(`approvals/${things.approval}/end`));
    expect(faults).toEqual([]);
    expect(await look({ asked: (name) => name === asker, others: false })).toEqual([]);
  }, 120_000);

  it('shows a restricted need, and what hangs on it, to the named team alone, in no list and on no page else', async () => {
    const { api, people } = world;
    const colleague = 'window-worker sibling-unit';
    const named = ['window-worker own', colleague];
    const team = (asker: string) => named.includes(asker);
    const file = (asker: string) => usual(asker) || asker === colleague;
    const restricted = await protectedThings();
    const { accountId } = people.login(colleague);
    const protectedTeam = `households/${world.things.household}/protected-team`;
    await made(api.window.post(protectedTeam, { accountId, reason: '会方言，陪同走访' }));
    const referral = (asker: string) => team(asker) || / receiver$/.test(asker);
    const kinds = { need: team, match: team, referral, delivery: referral, right: usual };
    const standing: Partial<Standing> = { phase: 'accepted' };
    const faults = await look({ file, kinds, standing, things: restricted, team: named, lists: 'pages' });
    await made(api.window.post(`${protectedTeam}/${accountId}/end`, { reason: '走访已结束' }));
    expect(faults).toEqual([]);
  }, 120_000);

  it('gives the provider of a referral what the table says for each phase, and no more after the consent has ended', async () => {
    const { api, app, firm1, things } = world;
    const referral = await sendFurther(world, firm1, things.household!, 'CA-01');
    // Staff see the same of it in each phase: of them it is asked in the first and the last.
    const phase = (name: Standing['phase'], asked = (asker: string) => PROVIDERS.test(asker)) =>
      look({ standing: { phase: name }, things: { referral }, only: ['referral'], asked });
    const everybody = () => true;
    expect(await phase('asked', everybody)).toEqual([]);
    await world.act(firm1.api, { id: referral }, 'accept');
    expect(await phase('accepted')).toEqual([]);
    const scheduledFor = new Date(app.clock.now().getTime() + 3 * 60_000).toISOString();
    await world.act(firm1.api, { id: referral }, 'schedule', { scheduledFor });
    expect(await phase('visit-day')).toEqual([]);
    await world.act(firm1.api, { id: referral }, 'start');
    await made(firm1.api.post(`referrals/${referral}/deliveries`, { deliveredOn: app.clock.today(), units: 1 }));
    await world.act(firm1.api, { id: referral }, 'complete');
    expect(await phase('ended')).toEqual([]);
    await made(api.window.post(`consents/${things.consent}/withdraw`, {}));
    expect(await phase('gone', everybody)).toEqual([]);
  }, 120_000);

  it('shows more to the station that has taken the case over, and less again to those who see it otherwise', async () => {
    const { api, things } = world;
    await made(api.station.post(`handovers/${things.handover}/accept`));
    const standing: Partial<Standing> = { tier: 'station-worker', lead: 'station-worker own', phase: 'gone' };
    const holders = ['station-worker own', 'station-worker same-unit'];
    // Nobody reaches more or less than before; what window and station see of it changes places.
    const asked = (name: string) => [...WINDOW, ...holders].includes(name);
    expect(await look({ standing, holders, team: holders.slice(0, 1), asked, others: false })).toEqual([]);
  }, 120_000);

  it('goes along with a household that moves: open to the new village, closed to the old one', async () => {
    const { api, things } = world;
    const { body } = await api.centre.get(`households/${things.household}`);
    const { version } = body as { version: number };
    const moved = await api.centre.patch(`households/${things.household}`, { regionCode: OTHER_VILLAGE }, version);
    expect(moved.status).toBe(200);
    const file = (asker: string) => MOVED.includes(asker);
    const referral = (asker: string) => MOVED.includes(asker) || / receiver$/.test(asker);
    const standing: Partial<Standing> = { tier: 'station-worker', lead: 'station-worker own', phase: 'gone' };
    const kinds = { referral, delivery: referral, right: usual };
    const lead = ['station-worker own'];
    expect(await look({ file, kinds, standing, holders: lead, team: lead })).toEqual([]);
  }, 120_000);

  it('is closed for everybody once it is frozen, and for a day open to the officer who names the ground', async () => {
    const { api, app, things } = world;
    await freeze(world, things.household!);
    await app.drain();
    const nobody = () => false;
    // What a provider wrote itself stays its own (C3); of the household it sees nothing any more.
    const receiver = (asker: string) => / receiver$/.test(asker);
    const standing: Partial<Standing> = { tier: null, lead: null, phase: 'gone' };
    // The wish to delete lies with the office of the new village.
    const requests = (asker: string) => usual(asker) || MOVED.includes(asker);
    const kinds = { referral: receiver, delivery: receiver, right: usual, requests };
    const before = (name: string) => sees(name, 'referral') || MOVED.includes(name);
    expect(await look({ file: nobody, kinds, standing, lists: 'api', asked: before, others: false })).toEqual([]);
    const ground = { ground: 'court', reason: '法院调取，有调查令' };
    await made(api.officer.post(`closed-files/${things.household}/open`, ground));
    const officer = (asker: string) => asker === 'officer own';
    const opened = (asker: string) => officer(asker) || receiver(asker);
    const again = { ...kinds, referral: opened, delivery: opened };
    const asked = (name: string) => opened(name) || name === LEAD;
    expect(await look({ file: officer, kinds: again, standing, holders: [], asked })).toEqual([]);
  }, 120_000);

  it('was asked for often enough', () => {
    const all = cells.reduce((sum, count) => sum + count, 0);
    process.stdout.write(`${all} cells of sensitive states: ${cells.join(' + ')}\n`);
    expect(cells).toHaveLength(LOOKS);
    expect(all).toBeGreaterThanOrEqual(CELLS);
  });

  async function protectedThings(): Promise<Things> {
    const { api, app, firm1, things } = world;
    const offering = await makeOffering(app, firm1.provider, { code: 'SO-05', capacityPerPeriod: 5 });
    const found = { code: 'SO-05', severity: 3, reason: FILE.needReason };
    const need = await made(api.window.post(`households/${things.household}/needs`, found));
    await spokenFor(world, need.id);
    await made(api.window.post(`needs/${need.id}/confirm`, { name: '到场人', mode: 'self' }));
    const match = await made(api.window.post(`households/${things.household}/matches`));
    const draft = await made(api.window.post('referrals', { needId: need.id, offeringId: offering.id }));
    for (const act of ['consent', 'send'] as const) await world.act(api.window, draft, act);
    await world.act(firm1.api, draft, 'accept');
    await world.act(firm1.api, draft, 'start');
    const served = { deliveredOn: app.clock.today(), units: 1, note: FILE.serviceNote };
    const delivery = await made(firm1.practitioner.post(`referrals/${draft.id}/deliveries`, served));
    return { need: need.id, match: match.id, referral: draft.id, delivery: delivery.id };
  }
});

/** Routes on which not everybody who reaches the file gets on: by level, as holding unit, or as its protected team. */
function narrowed(
  { route, asker }: Cell,
  { economy }: Levels,
  { holders, team }: State,
): readonly number[] | undefined {
  const { name } = asker;
  if (/\/(economy|obligors)\/:id$/.test(route.path)) return [economy === 'full' ? 200 : 403];
  if (/\/handover$/.test(route.path)) return [(holders ?? WINDOW).includes(name) ? 200 : 403];
  if (!/\/protected-team$/.test(route.path)) return undefined;
  return [(team ?? WINDOW.slice(0, 1)).includes(name) || name === 'centre-worker own' ? 200 : 403];
}
