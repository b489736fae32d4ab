import { applicationLifecycle } from '../../../src/people/applications';
import { plusDays } from '../../../src/reference/calendar';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

const ROLES = ['window', 'station', 'centre', 'officer', 'dispatcher'] as const;
type Who = (typeof ROLES)[number];

/** Whom each door of an application lets in at all; the others hear 403, whatever its state. */
const DOORS: Record<string, readonly Who[]> = {
  accept: ['station', 'centre', 'officer'],
  return: ['station', 'centre', 'officer'],
  complete: ['window', 'station', 'centre', 'officer'],
  check: ['window', 'station', 'centre', 'officer'],
  publish: ['station', 'centre', 'officer'],
  object: ['window', 'station', 'centre', 'officer'],
  answer: ['station', 'centre', 'officer'],
  forward: ['station', 'officer'],
  grant: ['station', 'officer'],
  refuse: ['station', 'officer'],
  notify: ['station', 'centre', 'officer'],
  withdraw: ['window', 'station', 'centre', 'officer'],
};
const STAFF = ['window', 'station', 'centre', 'officer'] as const;
const TOWNSHIP = ['station', 'centre', 'officer'] as const;
const DECIDERS = ['station', 'officer'] as const;
/** Who of those makes which move in which state (B10, R70); every other one hears `move-not-allowed`. */
const MOVES: Record<string, Record<string, readonly Who[]>> = {
  filed: { accept: TOWNSHIP, return: TOWNSHIP, withdraw: STAFF },
  returned: { complete: STAFF, withdraw: STAFF },
  accepted: { check: STAFF, withdraw: STAFF },
  checked: { publish: TOWNSHIP, forward: ['station'], withdraw: STAFF },
  published: {
    ...{ object: STAFF, answer: TOWNSHIP, forward: ['station'], grant: DECIDERS, refuse: DECIDERS, withdraw: STAFF },
  },
  granted: { notify: TOWNSHIP },
  refused: { notify: TOWNSHIP },
  notified: {},
  withdrawn: {},
};
/** What is in the way of those whose turn it is: an opinion on dibao hangs out first (B10, B15). */
const GUARDED: Record<string, Record<string, string>> = {
  checked: { grant: 'application-publish-first', refuse: 'application-publish-first' },
};
const AFTER: Record<string, string> = {
  ...{ accept: 'accepted', return: 'returned', complete: 'filed', check: 'checked', publish: 'published' },
  ...{ object: 'published', answer: 'published', grant: 'granted', refuse: 'refused', notify: 'notified' },
  withdraw: 'withdrawn',
};
const GROUND = '入户核实，家庭确无其他收入来源';

describe('an application at every door (R94): each role, in each state, with each move', () => {
  let world: PeopleWorld;
  let id: string;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    const { id: householdId } = await world.household();
    id = (await world.api.window.post(`households/${householdId}/applications`, { act: 'dibao' })).body.id as string;
  });
  afterAll(() => world.close());

  /** Lays the application into a state as its way would have left it: published, the days are over. */
  const lay = async (state: string) => {
    await world.rows('delete from benefit_payments where application_id = $1', [id]);
    await world.rows("update application_objections set state = 'answered', answered_at = now() where state = 'open'");
    const today = world.app.clock.today();
    const decided = state === 'granted' || state === 'refused' || state === 'notified';
    await world.rows(
      `update applications set state = $2, level = 'township', version = version + 1, missing = '{}', returned_at = null,
         accepted_at = now(), checked_at = now(), published_on = $3::date, published_until = $4::date, opinion_fen = 30000,
         outcome = $5, decided_at = case when $5::text is null then null else now() end where id = $1`,
      [
        ...[
          id,
          state,
          state === 'checked' ? null : plusDays(today, -9),
          state === 'checked' ? null : plusDays(today, -1),
        ],
        decided ? (state === 'refused' ? 'refused' : 'granted') : null,
      ],
    );
  };
  const objection = async () =>
    world.rows(
      `insert into application_objections (id, application_id, household_id, district_code, state, received_at)
       select gen_random_uuid(), id, household_id, district_code, 'open', now() from applications where id = $1`,
      [id],
    );
  const bodies = (): Record<string, object> => ({
    return: { missing: ['income-proof'] },
    check: {
      ...{ visitedOn: world.app.clock.today(), result: 'meets', note: '房屋简陋，老人独居' },
      investigatorIds: [world.logins.window.actor.userId, world.logins.station.actor.userId],
    },
    publish: { amountFen: 30_000 },
    object: { words: '邻居反映该户有固定收入' },
    answer: { words: '经再次核实，情况属实' },
    grant: { outcome: 'granted', amountFen: 30_000, ground: GROUND },
    refuse: { outcome: 'refused', ground: GROUND },
    withdraw: { reason: '家庭不再需要这项救助' },
  });

  it.each(Object.keys(MOVES))('%s', async (state) => {
    const expected: Record<string, string> = {};
    const found: Record<string, string> = {};
    await lay(state);
    for (const move of Object.keys(DOORS)) {
      for (const who of ROLES) {
        const may = MOVES[state]![move]?.includes(who) === true;
        const to = move === 'forward' ? state : AFTER[move];
        const cell = `${who} ${move}`;
        const refusal = GUARDED[state]?.[move] ?? 'move-not-allowed';
        expected[cell] = !DOORS[move]!.includes(who) ? '403' : may ? `200 ${to}` : `409 ${refusal}`;
        if (may && move === 'answer') await objection();
        const door = move === 'grant' || move === 'refuse' ? 'decide' : move;
        const { status, body } = await world.api[who].post(`applications/${id}/${door}`, bodies()[move] ?? {});
        found[cell] =
          status === 403
            ? '403'
            : status === 200
              ? `200 ${body.state}`
              : `${status} ${body.errors?.[0]?.code ?? body.code}`;
        if (status === 200) await lay(state);
      }
    }
    expect(found).toEqual(expected);
    const [row] = await world.rows<{ state: string }>('select state from applications where id = $1', [id]);
    expect(row?.state).toBe(state);
  });

  it('names every state of the life cycle', () => {
    expect(Object.keys(MOVES).sort()).toEqual([...applicationLifecycle.states].sort());
  });
});
