import reach from '../../consistency/reach.json';
import { ask, type Cell, sees } from './cells';
import { MatrixCheck } from './matrix-check';
import { AT_THE_WINDOW, levelsFor } from './matrix-levels';
import { type MatrixWorld, openMatrixWorld } from './matrix-world';
import { STAFF_ROUTES } from './route-record';
import { namesOf, thingsOf } from './route-things';

const OF_A_FILE: readonly string[] = [...reach.household.kinds, ...reach.referral.kinds];
const READING = STAFF_ROUTES.filter(
  ({ method, path }) => method === 'GET' && namesOf(thingsOf(path) ?? []).some((kind) => OF_A_FILE.includes(kind)),
);
/** Doors that open no file, each with its reason. */
const OPEN_NO_FILE: ReadonlyArray<[route: RegExp, because: string]> = [
  [/\/(notifications|messages)\/:id/, 'one letter, recorded as itself: notification.read'],
  [
    /\/(rights|rights-requests)\/:id$/,
    'the desk of requests has them of closed files too, out of reach of everybody; recorded as itself: rights-request.read',
  ],
  [/\/verifications\/:id\/progress$/, 'how many answers have come; the answers are a door of their own'],
  [/\/consent-sittings\/:id\/check$/, 'says whether a digest is right, which tells nothing of anybody'],
];
const PROVIDERS = ['dispatcher', 'practitioner'];

describe('every door that shows something of a file', () => {
  let world: MatrixWorld;
  beforeAll(async () => {
    world = await openMatrixWorld();
  }, 240_000);

  it('opens the file for staff: on the record, and among those that are counted', async () => {
    const files: string[] = [];
    const faults: string[] = [];
    for (const cell of cells((role) => !PROVIDERS.includes(role))) {
      const { accountId } = world.people.login(cell.asker.name);
      await world.rows('delete from browsed_files where account_id = $1', [accountId]);
      const { status } = await ask(world, cell);
      if (status !== 200) continue;
      const counted = await world.rows('select from browsed_files where account_id = $1', [accountId]);
      if (counted.length !== 1) faults.push(`${cell.route.name} ${cell.asker.name}: ${counted.length} files`);
      files.push(cell.route.name);
    }
    expect(faults).toEqual([]);
    expect(files.length).toBeGreaterThan(400);
  });

  it('puts on the record which referral a provider reads, and counts no file', async () => {
    const recorded: Record<string, string[]> = {};
    for (const cell of cells((role) => PROVIDERS.includes(role))) {
      const { accountId } = world.people.login(cell.asker.name);
      const looks = async () =>
        Number(
          (
            await world.rows<{ count: string }>(
              `select count(*) from audit_events where actor_id = $1 and action = 'referral.read' and subject_id = $2
                and household_id = $3`,
              [accountId, world.things.referral, world.things.household],
            )
          )[0]!.count,
        );
      const before = await looks();
      const { status } = await ask(world, cell);
      if (status === 200) (recorded[cell.route.name] ??= []).push(`${cell.asker.name} ${(await looks()) - before}`);
    }
    const both = ['dispatcher receiver 1', 'practitioner receiver 1'];
    expect(recorded).toEqual({
      'GET /api/v1/referrals/:id': both,
      'GET /api/v1/referrals/:id/log': both,
      'GET /api/v1/referrals/:id/deliveries': both,
      'GET /api/v1/referrals/:id/deliveries/:deliveryId': both,
      'GET /console/deliveries/:id': both,
      'GET /console/referrals/:id': both,
      'GET /console/referrals/:id/:action': both,
    });
    for (const name of ['dispatcher receiver', 'practitioner receiver']) {
      const { accountId } = world.people.login(name);
      expect(await world.rows('select from browsed_files where account_id = $1', [accountId])).toEqual([]);
    }
  });

  function cells(wanted: (role: string) => boolean): Cell[] {
    const check = new MatrixCheck(world, {
      things: world.things,
      sees,
      levels: (asker, { path }) => levelsFor(asker, sees, AT_THE_WINDOW, path),
    });
    return READING.filter(({ path }) => !OPEN_NO_FILE.some(([route]) => route.test(path)))
      .flatMap((route) => check.cellsOf(route))
      .filter(({ permitted, reached, asker }) => permitted && reached && asker.roles.some(wanted));
  }
});
