import { ROLES } from '../../../src/trust/access';
import { ask, type Cell, EXCEPTIONS, sees } from './cells';
import { made } from './made';
import { MatrixCheck } from './matrix-check';
import { AT_THE_WINDOW, levelsFor } from './matrix-levels';
import { type MatrixWorld, openMatrixWorld, ordered, printed as printedFor } from './matrix-world';
import { CLOSED_ROUTES, printed, recorded, STAFF_ROUTES } from './route-record';
import { thingsOf } from './route-things';
import { digestOfTables } from './table-digest';

/** They need neither key nor version, so they are carried out, each on a fresh thing. */
const TAKING_AWAY = [
  'DELETE /api/v1/providers/:provider/credentials/:id',
  'DELETE /api/v1/sessions/current',
  'DELETE /api/v1/exports/:id',
  'DELETE /api/v1/batch-prints/:id',
  'DELETE /api/v1/pack-drafts/:id',
];
const CELLS = 5000;

describe('every route, asked by everybody', () => {
  let world: MatrixWorld;

  beforeAll(async () => {
    world = await openMatrixWorld();
  }, 240_000);

  it('has a row for every route: who opens it, and what each of its parameters stands for', () => {
    expect(CLOSED_ROUTES.filter(({ path }) => thingsOf(path) === null).map(({ name }) => name)).toEqual([]);
    expect(printed()).toBe(recorded());
  });

  it('has every role that can sign in among those who ask', () => {
    const asking = new Set<string>(world.askers.flatMap(({ roles }) => roles));
    expect(ROLES.filter((role) => !asking.has(role)).sort()).toEqual(['household', 'system']);
  });

  it('answers as the tables of roles, reach and fields say, tells nothing that is out of reach, and changes nothing', async () => {
    const check = new MatrixCheck(world, {
      things: world.things,
      sees,
      levels: (asker, { path }) => levelsFor(asker, sees, AT_THE_WINDOW, path),
    });
    const cells = STAFF_ROUTES.flatMap((route) => check.cellsOf(route));
    const before = await digestOfTables(world);
    await check.askAll(cells.filter(({ route }) => !TAKING_AWAY.includes(route.name)));
    expect(check.faults).toEqual([]);
    expect(await digestOfTables(world)).toEqual(before);
    for (const name of TAKING_AWAY) {
      for (const cell of cells.filter(({ route }) => route.name === name))
        check.look(cell, await ask(world, await fresh(cell)));
    }
    expect(check.faults).toEqual([]);
    expect(check.seen.missing()).toEqual([]);
    expect(EXCEPTIONS.filter((one) => !check.used.has(one))).toEqual([]);
    expect(cells.length).toBeGreaterThanOrEqual(CELLS);
    process.stdout.write(
      `${cells.length} cells: ${STAFF_ROUTES.length} routes, ${world.askers.length} who ask, ${check.seen.count} marked fields\n`,
    );
  }, 300_000);

  /** The same question with a thing, or a session, that nobody will miss. */
  async function fresh(cell: Cell): Promise<Cell> {
    const { address, asker, permitted, reached } = cell;
    if (!permitted || !reached) return cell;
    if (address.includes('/sessions/')) return { ...cell, asker: await world.people.again(asker) };
    if (address.includes('/exports/')) return { ...cell, address: address.replace(/[^/]+$/, await ordered(world)) };
    if (address.includes('/batch-prints/')) {
      const id = await printedFor(world, world.things.household!);
      return { ...cell, address: address.replace(/[^/]+$/, id) };
    }
    if (address.includes('/pack-drafts/')) {
      const draft = await made(world.api.officer.post('pack-drafts', { name: '另一份测算' }));
      return { ...cell, address: address.replace(/[^/]+$/, draft.id) };
    }
    const paper = { holderName: '李娜', kind: 'background-check', expiresOn: '2099-01-01' };
    const { id } = await made(world.firm1.api.post(`providers/${world.things.provider}/credentials`, paper));
    return { ...cell, address: address.replace(/[^/]+$/, id) };
  }
});
