import { Client } from 'pg';
import { CreateHousehold, OpenHousehold } from '../../../src/people/households';
import type { ApiClient, TestApp } from '../../support/app';
import { type Login, loginAs, openDistrict, type WorldOptions } from '../../support/district';
import { onceInFile } from '../../support/end-of-file';

export const VILLAGE = '990101001001';
export const OTHER_VILLAGE = '990101002001';

type Who = 'window' | 'station' | 'centre' | 'officer' | 'dispatcher';

/** The invented district with a worker of each tier, an officer, a provider's dispatcher, and households on demand. */
export interface PeopleWorld {
  app: TestApp;
  logins: Record<Who, Login>;
  api: Record<Who, ApiClient>;
  /** Reads tables as their owner, past all policies. */
  rows<T extends object>(sql: string, values?: unknown[]): Promise<T[]>;
  household(members?: object[], regionCode?: string): Promise<{ id: string; memberIds: string[] }>;
  close(): Promise<void>;
}

const unitSql = 'select u.id from units u join regions r on r.id = u.region_id where u.tier = $1 and r.code = $2';
const TRAINED = `insert into assessor_trainings (id, district_code, account_id, instrument, trained_on, recorded_by, recorded_at, version)
  select uuidv7(), $1, $2, code, '2026-01-05', $3, now(), 1 from unnest(array['S04', 'S05', 'S09']) code`;
const OLD_WOMAN = { name: '王桂芳', relation: 'head', birthDate: '1949-03-02' };

/** @param options default: the world that the specs of a Jest file share, its accounts included */
export async function openPeopleWorld({ alone = false }: WorldOptions = {}): Promise<PeopleWorld> {
  if (alone) return startWorld();
  const world = await sharedWorld();
  return { ...world, close: () => Promise.resolve(world.app.clock.reset()) };
}

const sharedWorld = onceInFile(startWorld);

async function startWorld(): Promise<PeopleWorld> {
  const app = await openDistrict({ alone: true });
  const owner = new Client({ connectionString: app.database.ownerUrl });
  await owner.connect();
  const rows = async <T extends object>(sql: string, values: unknown[] = []) =>
    (await owner.query<T>(sql, values)).rows;
  const unit = async (tier: string, code: string) => (await rows<{ id: string }>(unitSql, [tier, code]))[0]!.id;
  const logins: Record<Who, Login> = {
    window: await loginAs(app, 'window-worker', { unitId: await unit('window', VILLAGE) }),
    station: await loginAs(app, 'station-worker', { unitId: await unit('station', '990101001') }),
    centre: await loginAs(app, 'centre-worker'),
    officer: await loginAs(app, 'officer'),
    dispatcher: await loginAs(app, 'dispatcher', { organisationId: '0196a000-0000-7000-8000-000000000001' }),
  };
  // Everybody of them may use every scale (R18).
  for (const who of ['window', 'station', 'centre'] as const)
    await rows(TRAINED, [logins[who].actor.districtCodes[0], logins[who].accountId, logins.officer.accountId]);
  const api = Object.fromEntries(Object.entries(logins).map(([who, login]) => [who, app.api(login.token)]));
  return {
    app,
    logins,
    api: api as Record<Who, ApiClient>,
    rows,
    async household(members = [OLD_WOMAN], regionCode = VILLAGE) {
      const input = CreateHousehold.parse({ regionCode, members });
      const { id } = await app.as({ ...logins.centre.actor, purpose: 'test' }, () =>
        app.get(OpenHousehold).execute(input),
      );
      await app.drain();
      const found = await rows<{ id: string }>('select id from household_members where household_id = $1 order by id', [
        id,
      ]);
      return { id, memberIds: found.map((row) => row.id) };
    },
    async close() {
      await owner.end();
      await app.close();
    },
  };
}

/** Answers of the triage: every question no, but those named. */
export function triageAnswers(...yes: string[]): Record<string, number> {
  const items = [
    ...['life-danger', 'violence', 'self-harm', 'child-alone', 'no-food-shelter', 'acute-illness'],
    ...['income-cut', 'disaster', 'utilities-cut', 'discharged-alone', 'eviction', 'carer-lost'],
  ];
  return Object.fromEntries(items.map((item) => [item, yes.includes(item) ? 1 : 0]));
}

/** Somebody who answers for an adult without a guardian (R98). */
export const ANSWERER = { name: '王桂兰', relation: 'family', reason: '耳背，由妹妹代答' };

/**
 * Lets a result speak for a need that was entered by hand, as the scale of its code would: only such needs are matched,
 * planned and referred (R18). Which answers open which code is asked elsewhere.
 */
export async function spokenFor({ rows }: Pick<PeopleWorld, 'rows'>, needId: string): Promise<void> {
  await rows('update needs set assessed = true, assessment_ids = array[gen_random_uuid()] where id = $1', [needId]);
}

/** Starts, fills in and hands in a scale through the API; returns the result. */
export async function assess(
  api: ApiClient,
  householdId: string,
  instrument: string,
  answers: Record<string, number>,
  memberId?: string,
  mode: 'self' | 'proxy' | 'observed' = 'proxy',
): Promise<{ id: string; body: Record<string, never> & { severity: number | null } }> {
  const answeredBy = memberId && mode === 'proxy' ? ANSWERER : undefined;
  const started = await api.post(`households/${householdId}/assessments`, {
    ...{ instrument, mode, memberId, answeredBy },
  });
  expect(started.status).toBe(201);
  const { id } = started.body as { id: string };
  expect((await api.patch(`assessments/${id}`, { answers }, 1)).status).toBe(200);
  const completed = await api.post(`assessments/${id}/complete`);
  expect(completed.status).toBe(200);
  return { id, body: completed.body };
}
