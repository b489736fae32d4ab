import request from 'supertest';
import type { ApiClient } from '../support/app';
import { enrol } from '../support/authenticator';
import { ConsoleVisitor } from '../support/console';
import { type Login, loginAs } from '../support/district';
import { PASSWORD } from './loop-facts';
import { makeProvider } from '../factories/supply.factory';
import { openPeopleWorld, type PeopleWorld } from '../integration/people/assessed-household';

/** Who acts in the story; `visitor` is nobody yet. */
export type Person =
  'visitor' | 'window' | 'station' | 'centre' | 'officer' | 'dispatcher' | 'practitioner' | 'stranger' | 'evaluator';

/** Whatever a use case answers with; each step names the fields that it reads. */
export interface Answer {
  id: string;
  state: string;
  version: number;
  [field: string]: unknown;
}

interface Act {
  who: Person;
  /** Who tries the same first and is refused. */
  wrong: Person;
  path: string;
  body?: object;
  method?: 'post' | 'patch';
  /** For `patch`: the version that was read. */
  version?: number;
}

/** The invented district with the people of one story, each of them known to the API by a token only. */
export interface Story extends PeopleWorld {
  evaluator: Login;
  /** Somebody makes an account with an invitation and acts through the API from then on. */
  join(who: Person, link: string): Promise<void>;
  of(who: Person): ApiClient;
  /**
   * One act of the loop: the wrong person is refused (401, 403 or 404) and changes nothing; the right one succeeds, and
   * the record gains rows in that person's name.
   */
  act(act: Act): Promise<Answer>;
  /** Starts, fills in and hands in a scale. */
  assess(householdId: string, start: object, answers: Record<string, number>): Promise<Answer>;
  /** The items of a list, as the worker reads it. */
  list(path: string): Promise<Answer[]>;
  /** The worker makes a household's link and PIN on the console's page. */
  door(householdId: string): Promise<{ door: string; pin: string }>;
  /** How many rows the record has in the name of an account (null: of nobody). */
  recorded(accountId: string | null): Promise<number>;
  /** Places of the running month: reserved, taken, left. */
  places(offeringId: string): Promise<[number, number, number]>;
  /** Lets the worker do what is due and says which messages about a subject there are: `receiver template`. */
  messages(subjectId: string): Promise<string[]>;
}

export async function openStory(): Promise<Story> {
  const world = await openPeopleWorld({ alone: true });
  const { app, rows } = world;
  const evaluator = await loginAs(app, 'evaluator');
  const stranger = await loginAs(app, 'dispatcher', { organisationId: (await makeProvider(app)).id });
  const people = new Map<Person, { api: ApiClient; accountId: string | null }>([
    ['visitor', { api: app.api(), accountId: null }],
    ['evaluator', { api: app.api(evaluator.token), accountId: evaluator.accountId }],
    ['stranger', { api: app.api(stranger.token), accountId: stranger.accountId }],
  ]);
  for (const who of ['window', 'station', 'centre', 'officer'] as const) {
    people.set(who, { api: world.api[who], accountId: world.logins[who].accountId });
  }
  const person = (who: Person) => {
    const found = people.get(who);
    if (!found) throw new Error(`${who} has not entered the story yet`);
    return found;
  };
  const recorded = async (accountId: string | null) => {
    const sql = 'select count(*)::int as count from audit_events where actor_id is not distinct from $1';
    return (await rows<{ count: number }>(sql, [accountId]))[0]!.count;
  };
  const call = (who: Person, { method = 'post', path, body, version = 1 }: Act): request.Test =>
    method === 'post' ? person(who).api.post(path, body) : person(who).api.patch(path, body ?? {}, version);
  const perform = async (act: Act): Promise<Answer> => {
    const refused = await call(act.wrong, act);
    expect([act.path, act.wrong, [401, 403, 404].includes(refused.status)]).toEqual([act.path, act.wrong, true]);
    const { accountId } = person(act.who);
    const before = await recorded(accountId);
    const answer = await call(act.who, act);
    if (answer.status >= 300) throw new Error(`${act.who} ${act.path}: ${answer.status} ${answer.text}`);
    expect([act.path, (await recorded(accountId)) > before]).toEqual([act.path, true]);
    return answer.body as Answer;
  };
  return {
    ...world,
    evaluator,
    recorded,
    of: (who) => person(who).api,
    async join(who, link) {
      const username = `${who}-of-the-loop`;
      const account = { token: link.split(/[/=]/).pop(), username, displayName: username, password: PASSWORD };
      expect((await app.api().post('invitations/accept', account)).status).toBe(204);
      const session = await app.api().post('sessions', { username, password: PASSWORD });
      const { token, actor } = session.body as { token: string; actor: { userId: string } };
      await enrol(app.api(token));
      people.set(who, { api: app.api(token), accountId: actor.userId });
    },
    act: perform,
    async assess(householdId, start, answers) {
      const people = { who: 'window', wrong: 'dispatcher' } as const;
      const { id } = await perform({ ...people, path: `households/${householdId}/assessments`, body: start });
      const path = `assessments/${id}`;
      expect((await world.api.station.patch(path, { answers }, 1)).status).toBe(403);
      await perform({ ...people, method: 'patch', path, body: { answers }, version: 1 });
      return perform({ ...people, path: `${path}/complete` });
    },
    list: async (path) => ((await person('window').api.get(path)).body as { items: Answer[] }).items,
    async door(householdId) {
      const worker = await new ConsoleVisitor(app).signIn(world.logins.window.username);
      const address = `/console/households/${householdId}/link`;
      const { text } = await worker.submit(address, address, {});
      const [, door = ''] = /href="[^"]*(\/h\/[\w-]{20,})"/.exec(text) ?? [];
      const [, pin = ''] = />(\d{3} \d{3})</.exec(text) ?? [];
      return { door, pin };
    },
    async places(offeringId) {
      const { periods } = (await person('dispatcher').api.get(`offerings/${offeringId}/capacity`)).body as {
        periods: Array<{ period: string; reserved: number; taken: number; left: number }>;
      };
      const now = periods.find(({ period }) => period === app.clock.today().slice(0, 7))!;
      return [now.reserved, now.taken, now.left];
    },
    async messages(subjectId) {
      await app.drain();
      const sql = `select recipient_kind || ' ' || template as line from notifications where subject_id = $1 order by id`;
      return (await rows<{ line: string }>(sql, [subjectId])).map(({ line }) => line);
    },
  };
}
