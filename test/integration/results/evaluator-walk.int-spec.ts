import { allows, type Permission } from '../../../src/trust/access';
import { allRoutes, type Route } from '../../consistency/routes';
import { ConsoleVisitor } from '../../support/console';
import { ADDRESS, type FinishedWorld, MEMBERS, openFinishedWorld, SECRET_NOTE } from './finished-world';

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const mayCall = ({ open, permission }: Route) =>
  open || (permission !== null && allows(['evaluator'], permission as Permission));

/**
 * An evaluator with a login and every id of the district tries all that the role may call, by API and console, to learn
 * who the household and the worker are (R21, C3).
 */
describe('an evaluator who looks everywhere', () => {
  let world: FinishedWorld;
  let visitor: ConsoleVisitor;
  /** One real id of each kind, to be tried wherever an address takes one. */
  let ids: Record<string, string>;
  /** What must not be read: names, numbers, places, and the ids behind the pseudonyms. */
  let secrets: string[];

  beforeAll(async () => {
    world = await openFinishedWorld();
    const worker = world.logins.window;
    const done = [await world.finished(worker.accountId), await world.finished(worker.accountId)];
    await world.rows('set session_replication_role = default');
    for (const { householdId } of done) {
      const { version } = (await world.api.window.get(`households/${householdId}`)).body as { version: number };
      await world.api.window.patch(`households/${householdId}`, { address: ADDRESS }, version);
    }
    const input = { evaluatorId: world.evaluator.accountId, from: '2026-11-01', to: '2026-11-30', seed: 'walk' };
    const drawn = await world.api.centre.post('evaluation-samples', input);
    const sample = drawn.body as { id: string; evaluations: Array<{ id: string }> };
    const evaluationId = sample.evaluations[0]!.id;
    const finding = '请补做量表';
    await world.evaluatorApi.post(`evaluations/${evaluationId}/send-back`, { reasons: ['end-missing'], finding });
    await world.api.window.post(`evaluations/${evaluationId}/reply`, { reply: '已到石桥路十七号院给欧阳秀珍补做' });
    await world.app.drain();
    const one = async (sql: string) => (await world.rows<{ id: string }>(sql))[0]?.id ?? '';
    ids = {
      household: done[0]!.householdId,
      referral: done[0]!.id,
      need: done[0]!.needId,
      plan: await one('select id from plans limit 1'),
      member: await one('select id from household_members limit 1'),
      case: await one('select case_id as id from plans limit 1'),
      assessment: await one('select id from assessments limit 1'),
      delivery: await one('select id from deliveries limit 1'),
      notification: await one('select id from notifications where household_id is not null limit 1'),
      worker: worker.accountId,
      evaluation: evaluationId,
      sample: sample.id,
    };
    const numbers = await world.rows<{ id: string; number: string; name: string }>(
      `select id, number, display_name as name from households union all select id, number, number from referrals
       union all select id, number, number from plans`,
    );
    const [own] = await world.rows<{ name: string }>('select display_name as name from accounts where id = $1', [
      worker.accountId,
    ]);
    secrets = [
      ...MEMBERS.flatMap(({ name, phone }) => [name, name.slice(2), ...(phone ? [phone] : [])]),
      ...['11010519430506', ADDRESS, '石桥路', SECRET_NOTE, '王社工', '张护理', own!.name, worker.username],
      ...numbers.flatMap(({ id, number, name }) => [id, number, name]),
      ...['household', 'referral', 'need', 'plan', 'member', 'case', 'assessment', 'delivery'].map(
        (kind) => ids[kind]!,
      ),
      worker.accountId,
    ].filter((secret) => secret !== '');
    visitor = await new ConsoleVisitor(world.app).signIn(world.evaluator.username);
  }, 120_000);
  afterAll(() => world?.close());

  /** Addresses of a route with every kind of id in every place; a route that is closed to the role is tried once. */
  function addresses(route: Route): string[] {
    const places = route.path.match(/:\w+/g) ?? [];
    if (places.length === 0) return [route.path];
    const tried = mayCall(route) ? Object.values(ids) : [ids.household!];
    return tried.map((id) => route.path.replace(/:\w+/g, id));
  }

  /** Secrets in an answer, but not those that were asked with: a page may repeat its own address. */
  function leaks(
    address: string,
    answer: { status: number; text: string; headers: Record<string, unknown> },
  ): string[] {
    const asked = new Set(address.match(ID) ?? []);
    const said = `${answer.text} ${JSON.stringify(answer.headers)} ${decodeURIComponent(String(answer.headers['location'] ?? ''))}`;
    return secrets
      .filter((secret) => !asked.has(secret) && said.includes(secret))
      .map((secret) => `${address}: ${secret}`);
  }

  const send = (method: string, address: string) => {
    const body = { q: MEMBERS[0]!.name };
    const path = `${address.replace(/^\/api\/v1\//, '')}`;
    if (!address.startsWith('/api/')) return visitor.get(address);
    return method === 'GET' ? world.evaluatorApi.get(path) : world.evaluatorApi.post(path, body);
  };

  it('learns nothing from any address that can be read', async () => {
    const found: string[] = [];
    const opened: string[] = [];
    for (const route of allRoutes().filter(
      ({ method, path }) => method === 'GET' && !/openapi|docs|sign-out/.test(path),
    )) {
      for (const address of addresses(route)) {
        const answer = await send('GET', address);
        if (answer.status === 500) found.push(`${address}: 500`);
        if (!route.open && answer.status === 200 && address.includes(ids.household!)) opened.push(address);
        found.push(...leaks(address, answer));
      }
    }
    expect(found).toEqual([]);
    expect(opened).toEqual([]);
  }, 240_000);

  it('learns nothing from refusals of what changes', async () => {
    const found: string[] = [];
    for (const route of allRoutes().filter(({ method, path }) => method === 'POST' && path.startsWith('/api/v1/'))) {
      if (route.open) continue;
      for (const address of addresses(route)) found.push(...leaks(address, await send('POST', address)));
    }
    expect(found).toEqual([]);
  }, 240_000);

  it('learns nothing from searches, filters and exports with a name or a number', async () => {
    const found: string[] = [];
    // Among the routes that were called is the one that ends one's other sessions.
    visitor = await new ConsoleVisitor(world.app).signIn(world.evaluator.username);
    const words = [MEMBERS[0]!.name, '欧阳', '5678', secrets.find((secret) => /^H/.test(secret)) ?? 'H'];
    for (const word of words) {
      for (const path of [
        '/console/search',
        '/console',
        '/console/evaluations',
        '/console/messages',
        '/console/households',
      ]) {
        const answer = await visitor.get(`${path}?q=${encodeURIComponent(word)}&householdId=${ids.household!}`);
        found.push(...leaks(`${path} ${ids.household!}`, { ...answer, text: answer.text.replaceAll(word, '') }));
      }
      for (const path of ['evaluations', 'notifications', 'evaluation-samples', 'needs', 'deliveries']) {
        found.push(...leaks(path, await world.evaluatorApi.get(`${path}?q=${encodeURIComponent(word)}`)));
      }
    }
    expect(found).toEqual([]);
  });

  it('decides on no case that has become the own one since it was drawn', async () => {
    const [row] = await world.rows<{ id: string; referral_id: string }>(
      `select id, referral_id from evaluations where state = 'open' limit 1`,
    );
    await world.rows('update referrals set owner_account_id = $2 where id = $1', [
      row!.referral_id,
      world.evaluator.accountId,
    ]);
    const answer = await world.evaluatorApi.post(`evaluations/${row!.id}/agree`);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([409, 'evaluation-own-case']);
    await world.rows('update referrals set owner_account_id = $2 where id = $1', [
      row!.referral_id,
      world.logins.window.accountId,
    ]);
    expect((await world.evaluatorApi.post(`evaluations/${row!.id}/agree`)).status).toBe(200);
  });
});
