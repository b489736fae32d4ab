import 'reflect-metadata';
import { Client, type QueryConfig } from 'pg';
import { DataSource } from 'typeorm';
import { PreparingClient } from '../../src/platform/database/preparing-client';
import type { Actor } from '../../src/platform/database';
import type { Role } from '../../src/trust/access';
import { startApp, type TestApp } from '../support/app';
import { ConsoleVisitor } from '../support/console';
import { DISTRICT, loadDistrict, type Login, loginAs, PASSWORD } from '../support/district';
import { bench, median, print, quick, round, time } from './bench';
import { fillHouseholds } from './households';

/**
 * What the policies cost (design 8.1): the statements of a page as the product sends them, under row-level security as
 * the application's role, against the same statements as the owner with the filters written into them by hand; each
 * with the same settings in the same kind of transaction, by turns.
 */
const HOUSEHOLDS = quick ? 50_000 : 200_000;
const ROUNDS = quick ? 40 : 100;
const TARGET = 2;

type Statement = QueryConfig<unknown[]>;

/** The reading statements that the product sends while it answers. */
async function recorded(app: TestApp, work: () => Promise<number>): Promise<Statement[]> {
  const found: Statement[] = [];
  const dataSource = app.app.get(DataSource);
  const { logger } = dataSource;
  dataSource.logger = Object.assign(Object.create(logger) as typeof logger, {
    logQuery: (text: string, values: unknown[] = []) => {
      if (/^\s*(select|with)/i.test(text) && !/set_config|set transaction/i.test(text)) found.push({ text, values });
    },
  });
  const status = await work();
  dataSource.logger = logger;
  if (status !== 200) throw new Error(`The page answered ${status}`);
  // The session and its account are looked up before an actor exists, by definer functions: the same for both.
  return found.filter(({ text }) => !/resolve_session|count_attempt/.test(text));
}

const HOUSEHOLD = (alias: string, { districtCodes, regionPath }: Actor) =>
  `${alias}."district_code" = any ('{${districtCodes.join()}}') and ${alias}."region_path" >= '${regionPath}/' and ${alias}."region_path" < '${regionPath}0'`;
const LISTED = ['households', 'cases', 'needs', 'plans', 'referrals', 'gaps', 'household_grams'];
const CHILDREN = [
  'household_members',
  'consents',
  'economy_lines',
  'entitlements',
  'classifications',
  'assessments',
  'match_runs',
];

/** The same statement with the filters that somebody without row-level security would write. */
function byHand({ text, values }: Statement, actor: Actor): Statement {
  const filtered = text.replace(
    /\bfrom\s+"?(\w+)"?\s+(?:as\s+)?"?(\w+)"?([\s\S]*?)\bwhere\b/gi,
    (whole, table: string, alias: string, between: string) => {
      const name = /^(where|join|left)$/i.test(alias) ? table : alias;
      if (LISTED.includes(table)) return `${whole} ${HOUSEHOLD(`"${name}"`, actor)} and `;
      if (!CHILDREN.includes(table) || /\bfrom\b/i.test(between)) return whole;
      return `${whole} exists (select 1 from households hand where hand.id = "${name}".household_id and ${HOUSEHOLD('hand', actor)}) and `;
    },
  );
  return { text: filtered, values };
}

async function alone(client: Client, actor: Actor, statement: Statement): Promise<number> {
  await begin(client, actor);
  const taken = await time(() => client.query(statement.text, statement.values));
  await client.query('commit');
  return taken;
}

async function inTransaction(client: Client, actor: Actor, statements: readonly Statement[]): Promise<void> {
  await begin(client, actor);
  for (const statement of statements) await client.query(statement.text, statement.values);
  await client.query('commit');
}

async function begin(client: Client, actor: Actor): Promise<void> {
  await client.query('begin');
  await client.query(
    `select set_config('app.user_id', $1, true), set_config('app.roles', $2, true), set_config('app.districts', $3, true),
       set_config('app.region', $4, true), set_config('app.kind', 'user', true), set_config('app.now', $5, true)`,
    [
      actor.userId,
      `{${actor.roles.join()}}`,
      `{${actor.districtCodes.join()}}`,
      actor.regionPath,
      new Date().toISOString(),
    ],
  );
  await client.query('set transaction read only');
}

/** `-- --each`: the same again, statement by statement (median and fastest, in microseconds). */
async function each(
  row: string,
  statements: Statement[],
  hand: Statement[],
  policies: Client,
  owner: Client,
  actor: Actor,
) {
  for (const [place, statement] of statements.entries()) {
    const times: [number[], number[]] = [[], []];
    for (let done = 0; done < ROUNDS; done += 1) {
      times[0].push(await alone(policies, actor, statement));
      times[1].push(await alone(owner, actor, hand[place] as Statement));
    }
    const [under, by] = times.map((some) => ({
      median: round(median(some) * 1000, 0),
      fastest: round(Math.min(...some) * 1000, 0),
    }));
    print({
      bench: 'rls',
      row: `${row}: statement ${place}`,
      role: actor.roles.join(),
      under,
      by,
      text: statement.text,
    });
  }
}

async function compare(row: string, login: Login, statements: Statement[], urls: { app: string; owner: string }) {
  const { actor } = login;
  const clients = [new PreparingClient(urls.app), new PreparingClient(urls.owner)] as Client[];
  const [policies, owner] = clients as [Client, Client];
  await Promise.all(clients.map((client) => client.connect()));
  const hand = statements.map((statement) => byHand(statement, actor));
  if (process.argv.includes('--show')) hand.forEach((one) => console.error(one.text, one.values));
  const times: [number[], number[]] = [[], []];
  for (let done = -10; done < ROUNDS; done += 1) {
    const one = await time(() => inTransaction(policies, actor, statements));
    const other = await time(() => inTransaction(owner, actor, hand));
    if (done >= 0) (times[0].push(one), times[1].push(other));
  }
  if (process.argv.includes('--each')) await each(row, statements, hand, policies, owner, actor);
  await Promise.all(clients.map((client) => client.end()));
  const [under, by] = times.map(median) as [number, number];
  const ratio = round(under / by);
  const figures = {
    households: HOUSEHOLDS,
    statements: statements.length,
    changed: hand.filter(({ text }, i) => text !== statements[i]?.text).length,
  };
  print(
    {
      bench: 'rls',
      row,
      role: actor.roles.join(),
      ...figures,
      policiesMs: round(under),
      byHandMs: round(by),
      ratio,
      target: `<= ${TARGET}`,
    },
    ratio <= TARGET,
  );
}

void bench(async (database) => {
  const app = await startApp(database);
  await loadDistrict(app);
  const owner = new Client(database.ownerUrl);
  await owner.connect();
  const seconds = (await time(() => fillHouseholds(owner, DISTRICT, HOUSEHOLDS))) / 1000;
  print({ bench: 'rls', row: 'rows made', households: HOUSEHOLDS, seconds: round(seconds, 1) });
  const urls = { app: database.appUrl, owner: database.ownerUrl };
  for (const role of ['window-worker', 'station-worker', 'centre-worker'] satisfies Role[]) {
    const login = await loginAs(app, role);
    const api = app.api(login.token);
    const first = await api.get('households?limit=50');
    const { items } = first.body as { items: Array<{ id: string }> };
    if (items.length !== 50) throw new Error(`${role} sees ${items.length} files`);
    const list = await recorded(app, async () => (await api.get('households?limit=50')).status);
    await compare('list page of 50', login, list, urls);
    const visitor = await new ConsoleVisitor(app).signIn(login.username, PASSWORD);
    const file = `/console/households/${items[7]?.id}`;
    await compare('file page', login, await recorded(app, async () => (await visitor.get(file)).status), urls);
  }
  await owner.end();
  await app.close();
});
