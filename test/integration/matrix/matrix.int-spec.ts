import { allows, type Permission, ROLES } from '../../../src/trust/access';
import exceptions from '../../consistency/matrix-exceptions.json';
import reach from '../../consistency/reach.json';
import { allRoutes, type Route } from '../../consistency/routes';
import { type Asker, type MatrixWorld, openMatrixWorld } from './matrix-world';
import { addressOf, thingsOf } from './route-things';
import { bodyOf } from './sample-body';

interface Cell {
  route: Route;
  asker: Asker;
  address: string;
  /** Whether the role opens the route at all, and whether the asker reaches all that the address names. */
  permitted: boolean;
  reached: boolean;
}

const TABLE: ReadonlyArray<{ kinds: string[]; seenBy: string[] }> = Object.values(reach);
const EXCEPTIONS: ReadonlyArray<{ route: string; askers?: string[]; status: number[]; because: string }> = exceptions;
const isApi = ({ path }: Route) => path.startsWith('/api/');
const CLOSED = allRoutes().filter(
  ({ open, permission, path }) => !open && permission !== 'household-page:use' && !path.startsWith('/health'),
);
/** Rows that a call leaves behind though it was refused, or that time changes. */
const MOVING = [
  'audit_events',
  'audit_seals',
  'sessions',
  'rate_limits',
  'idempotency_keys',
  'event_deliveries',
  'job_runs',
  'due_items',
];

/** @throws Error for a kind that stands in no row of the table */
function sees(asker: Asker, kind: string): boolean {
  const row = TABLE.find(({ kinds }) => kinds.includes(kind));
  if (!row) throw new Error(`Nobody has said who sees a ${kind}`);
  return row.seenBy.includes('everybody') || row.seenBy.includes(asker.name);
}

/** Statuses that fit the tables of roles and reach. */
function expected({ route, asker, permitted, reached }: Cell): number[] {
  const exception = EXCEPTIONS.find(
    (one) => one.route === route.name && permitted && (one.askers ? one.askers.includes(asker.name) : reached),
  );
  if (exception) return exception.status;
  if (asker.name === 'nobody') return isApi(route) ? [401] : route.method === 'GET' ? [303] : [401];
  if (!permitted) return [403];
  if (!reached) return route.method === 'GET' ? [404] : [404, 403, 422, 412];
  if (route.method === 'GET') return [200];
  // Without the key of its repeat, or the version it was made from, a change gets as far as here and no further.
  return [400, 428, 422];
}

describe('every route, asked by everybody', () => {
  let world: MatrixWorld;
  let askers: Asker[];
  let cells: Cell[];

  beforeAll(async () => {
    world = await openMatrixWorld();
    askers = world.askers;
    cells = CLOSED.flatMap((route) => cellsOf(route));
  }, 120_000);
  afterAll(() => world?.close());

  /** A role that may not use a route is refused before anybody looks at what it stands for: one of each is asked. */
  function cellsOf(route: Route): Cell[] {
    const kinds = thingsOf(route.path) ?? [];
    const address = addressOf(route.path, kinds, world.things);
    const named = kinds.filter((kind) => !kind.startsWith('='));
    const all = askers.map((asker) => ({
      ...{ route, asker, address, reached: named.every((kind) => sees(asker, kind)) },
      permitted: allows(asker.roles, route.permission as Permission),
    }));
    const once = new Set<string>();
    return all.filter(
      ({ permitted, asker }) => permitted || !once.has(asker.roles.join()) || !once.add(asker.roles.join()),
    );
  }

  it('knows what each parameter of each route stands for', () => {
    expect(CLOSED.filter(({ path }) => thingsOf(path) === null).map(({ name }) => name)).toEqual([]);
  });

  it('has every role that can sign in among those who ask', () => {
    const asking = new Set<string>(askers.flatMap(({ roles }) => roles));
    expect(ROLES.filter((role) => !asking.has(role)).sort()).toEqual(['household', 'system']);
  });

  async function ask({ route, asker, address, reached }: Cell): Promise<{ status: number; text: string }> {
    const { method } = route;
    if (isApi(route)) {
      if (method === 'GET') return asker.api.get(address);
      const body = bodyOf(method, route.path);
      if (method === 'PATCH')
        return reached ? asker.api.patch(address, body, 0).unset('if-match') : asker.api.patch(address, body, 1);
      if (method === 'DELETE')
        return reached ? asker.api.delete(address) : asker.api.delete(address).set('if-match', '"1"');
      const call = asker.api.post(address, body);
      return reached ? call.unset('idempotency-key') : call;
    }
    const page = world.app.api();
    if (method === 'GET') return page.get(address).set('cookie', asker.cookie);
    const body = { _csrf: asker.csrf };
    return page.post(address, body).type('form').unset('idempotency-key').set('cookie', asker.cookie);
  }

  const digest = async () => {
    const tables = await world.rows<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all ($1) order by 1`,
      [MOVING],
    );
    const all: string[] = [];
    for (const { name } of tables) {
      const [row] = await world.rows<{ digest: string }>(
        `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${name} t`,
      );
      all.push(`${name} ${row!.digest}`);
    }
    return all;
  };

  it('answers as the tables of roles and of reach say, tells nobody what is out of reach, and changes nothing', async () => {
    const wrong: string[] = [];
    const told: string[] = [];
    const before = await digest();
    for (const cell of cells) {
      const { status, text } = await ask(cell);
      const name = `${cell.route.name} ${cell.asker.name}`;
      if (!expected(cell).includes(status)) wrong.push(`${name}: ${status}, not ${expected(cell).join(' or ')}`);
      for (const [kind, id] of Object.entries(world.things)) {
        if (kind === 'region' || cell.address.includes(id) || sees(cell.asker, kind)) continue;
        if (text.includes(id)) told.push(`${name}: ${kind}`);
      }
    }
    console.info(`${cells.length} cells, ${CLOSED.length} routes, ${askers.length} who ask`);
    expect(wrong).toEqual([]);
    expect(told).toEqual([]);
    expect(await digest()).toEqual(before);
    expect(cells.length).toBeGreaterThanOrEqual(5000);
  }, 900_000);
});
