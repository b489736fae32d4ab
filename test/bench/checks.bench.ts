import 'reflect-metadata';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CheckSender } from '../../src/people/checks';
import { AskConsent, CreateConsent } from '../../src/people/consents';
import { CreateHousehold, OpenHousehold } from '../../src/people/households';
import type { Actor } from '../../src/platform/database';
import { identityNumber } from '../factories/households.factory';
import { type ApiClient, startApp, type TestApp } from '../support/app';
import { loadDistrict, loginAs } from '../support/district';
import { bench, print, quick, round } from './bench';

/**
 * How long until the answers of the departments are shown (R93): so many checks at once, each of all items of one person,
 * while every department takes up to two seconds; then the same with three departments that are dead. Web and worker in
 * this process, PostgreSQL and the departments in theirs; how far each is is asked for once a second, as the page does, and
 * all answers once when the last has come; the page itself loads them in between too, when there are new ones.
 */
const CHECKS = 50;
const ROUNDS = quick ? 1 : 4;
const SLOWEST = 2_000;
const TARGET = 5_000;
const EVERY = 1_000;
const DEAD = ['taxation', 'education', 'agriculture'];
const ALL = [
  ...['public-security', 'civil-affairs', 'human-resources', 'taxation', 'natural-resources', 'housing'],
  ...['market-regulation', 'medical-insurance', 'education', 'agriculture', 'disabled-federation', 'finance'],
];

interface Shown {
  requestedAt: string;
  finishedAt: string | null;
  calls: Array<{ department: string; state: string; sentAt: string | null; answers: Array<{ state: string }> }>;
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.ceil(values.length * share) - 1] ?? NaN;

async function departments(): Promise<{ url: string; child: ChildProcess }> {
  const root = join(__dirname, '../..');
  const child = fork(join(root, 'src/departments.ts'), ['0'], {
    execArgv: ['-r', join(root, 'test/support/run-source.cjs')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { url, child };
}

async function mood(url: string, department: string, wanted: object): Promise<void> {
  await fetch(`${url}/${department}/mood`, { method: 'POST', body: JSON.stringify(wanted) });
}

/** A household of one grown-up who has signed. */
async function signed(app: TestApp, actor: Actor): Promise<string> {
  const member = { name: '测试', relation: 'head', birthDate: '1970-01-01' };
  const paper = { identityKind: 'resident-id', identityNumber: identityNumber('1970-01-01') };
  const input = CreateHousehold.parse({ regionCode: '990101001001', members: [{ ...member, ...paper }] });
  return app.as({ ...actor, purpose: 'bench' }, async () => {
    const { id } = await app.get(OpenHousehold).execute(input);
    const sheet = { scope: 'policy-check', receiverKind: 'department', receiverName: '民政部门', decision: 'given' };
    const consent = CreateConsent.parse({ ...sheet, items: ['identity', 'economy', 'health'] });
    await app.get(AskConsent).execute(id, consent);
    return id;
  });
}

interface Seen {
  /** Milliseconds until the order was taken, and until all was shown. */
  ordered: number;
  taken: number;
  /** Milliseconds of the server: until the last call was sent, and until the last answer was written. */
  sent: number;
  written: number;
  shown: Shown;
}

/** Milliseconds from the order until all that can come is shown. */
async function shownAfter(api: ApiClient, householdId: string): Promise<Seen> {
  const began = performance.now();
  const ordered = await api.post(`households/${householdId}/verifications`, { purpose: 'application' });
  if (ordered.status !== 201) throw new Error(`The check was refused: ${ordered.status} ${ordered.text}`);
  const { id } = ordered.body as { id: string };
  const orderedMs = performance.now() - began;
  await sleep(Math.random() * EVERY);
  for (;;) {
    const progress = await api.get(`verifications/${id}/progress`);
    if (progress.status !== 200) throw new Error(`No progress: ${progress.status} ${progress.text}`);
    if ((progress.body as { finishedAt: string | null }).finishedAt !== null) {
      const answer = await api.get(`verifications/${id}`);
      if (answer.status !== 200) throw new Error(`The check is not shown: ${answer.status} ${answer.text}`);
      const shown = answer.body as Shown;
      const taken = performance.now() - began;
      const from = Date.parse(shown.requestedAt);
      const sent = Math.max(...shown.calls.map(({ sentAt }) => Date.parse(sentAt ?? '') - from));
      return { ordered: orderedMs, taken, sent, written: Date.parse(shown.finishedAt ?? '') - from, shown };
    }
    if (performance.now() - began > 60_000) throw new Error('The check has not ended within a minute');
    await sleep(EVERY);
  }
}

async function measure(
  row: string,
  api: ApiClient,
  households: readonly string[],
  dead: readonly string[],
): Promise<void> {
  const seen: Seen[] = [];
  let whole = true;
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const results = await Promise.all(households.map((id) => shownAfter(api, id)));
    seen.push(...results);
    for (const { shown } of results) {
      const silent = shown.calls.filter(({ state }) => state !== 'answered').map(({ department }) => department);
      const items = shown.calls.flatMap((call) => (call.state === 'answered' ? call.answers : []));
      const answered = items.every(({ state }) => state === 'answered' || state === 'nothing-held');
      whole &&= silent.sort().join() === [...dead].sort().join() && answered;
    }
  }
  const times = seen.map(({ taken }) => taken);
  const p95 = percentile(times, 0.95);
  const part = (of: (one: Seen) => number): number => round(percentile(seen.map(of), 0.95), 0);
  print(
    {
      ...{
        bench: 'checks',
        row,
        checks: households.length,
        rounds: ROUNDS,
        departments: ALL.length,
        dead: dead.length,
      },
      ...{ slowestAnswerMs: SLOWEST, p50Ms: round(percentile(times, 0.5), 0), p95Ms: round(p95, 0) },
      orderedP95Ms: part(({ ordered }) => ordered),
      sentP95Ms: part(({ sent }) => sent),
      writtenP95Ms: part(({ written }) => written),
      ...{ worstMs: round(Math.max(...times), 0), allAsExpected: whole, target: `p95 <= ${TARGET}` },
    },
    whole && p95 <= TARGET,
  );
}

void bench(async (database) => {
  const app = await startApp(database);
  await loadDistrict(app);
  const { url, child } = await departments();
  app.config.departmentsUrl = url;
  const { token } = await loginAs(app, 'officer');
  const centre = await loginAs(app, 'centre-worker');
  const households: string[] = [];
  for (let made = 0; made < CHECKS; made += 1) households.push(await signed(app, centre.actor));
  const sender = await app.worker(CheckSender);
  sender.start();
  const api = app.api(token);
  // The first questions of a process compile, and prepare on each of its connections, what the others find ready: as many
  // at once as are counted later, so that no connection is left out. They are not counted.
  for (let turn = 0; turn < 2; turn += 1) await Promise.all(households.map((id) => shownAfter(api, id)));
  for (const [place, department] of ALL.entries()) {
    const milliseconds = Math.round((SLOWEST * (place + 1)) / ALL.length);
    await mood(url, department, { mood: 'slow', milliseconds });
  }
  await measure('all answer', api, households, []);
  for (const department of DEAD) await mood(url, department, { mood: 'dead' });
  await measure('three dead', api, households, DEAD);
  await app.close();
  child.kill('SIGTERM');
});
