import 'reflect-metadata';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { Households } from '../../src/people/households';
import { newId, Transactions } from '../../src/platform/database';
import { MatchFacts, type MatchRun } from '../../src/referral/matching';
import { MatchRunsStore } from '../../src/referral/matching/match-runs.store';
import { OfferingIndexes } from '../../src/referral/offering-index';
import { RequirePermission } from '../../src/trust/access';
import { Audit } from '../../src/trust/audit';
import { startApp, testActor, type TestApp } from '../support/app';
import { type Login, loadDistrict, loginAs } from '../support/district';
import { CODES, fillOfferings } from './api-market';
import { bench, median, print, quick, round, within } from './bench';

/**
 * What a match costs over HTTP, one connection, in a district of many offerings, against a POST of the same server that does
 * all but match: guards, idempotency key, the household's facts (the record needs its place), a stored row of the snapshot's
 * size and its record. It reads no needs, consents or offerings and answers an id alone. By turns; every call has a
 * deadline, and a measured match that the index did not answer ends the run.
 */
const SEED = 0.42;
const OFFERINGS = quick ? 20_000 : 100_000;
const ROUNDS = 3;
const CALLS = quick ? 40 : 200;
/** Both are asked so often before anything counts: a running server has its code compiled. */
const WARM = 100;
const VILLAGE = '990101001001';
const MOST_OF_PEER = 1.5;
const MOST_OF_MEDIAN = 4;
/** No transaction of the server lives longer. What takes more hangs, and ends the run with exit code 1. */
const DEADLINE = 30_000;
const BUILT_WITHIN = 180_000;
/** What is left open after this is cut off: a server that hangs does not close either. */
const CLOSED_WITHIN = 10_000;
const git = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();

/** The match that the peer stores again without making it. */
let sample: MatchRun;

@Controller('api/v1')
class PeerController {
  constructor(
    private readonly households: Households,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  @Post('households/:id/nothing')
  @RequirePermission('matches:create')
  async make(
    @Param('id', { schema: z.uuid() }) householdId: string,
    @Body({ schema: z.strictObject({}) }) _: object,
  ): Promise<{ id: string }> {
    const { districtCode, regionPath } = await this.households.facts(householdId);
    const id = newId();
    const runs = new MatchRunsStore(this.transactions);
    await runs.insert({ ...sample, id, householdId });
    const subject = { subjectType: 'match', subjectId: id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'match.made', ...subject });
    return { id };
  }
}

class Caller {
  private readonly base: string;

  constructor(
    app: TestApp,
    private readonly token: string,
  ) {
    const { port } = app.app.getHttpServer().address() as { port: number };
    this.base = `http://127.0.0.1:${port}/api/v1/`;
  }

  /** Milliseconds of one call, and what it answered. */
  async post(path: string, body: object = {}): Promise<{ ms: number; text: string }> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const began = performance.now();
    const answer = await fetch(this.base + path, {
      ...{ method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(DEADLINE) },
      headers: { ...headers, authorization: `Bearer ${this.token}` },
    });
    const text = await answer.text();
    const ms = performance.now() - began;
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return { ms, text };
  }
}

const idOf = ({ text }: { text: string }): string => (JSON.parse(text) as { id: string }).id;

/** A household with five needs that a scale speaks for and that it has confirmed. */
async function needyHousehold(api: Caller, owner: Client, app: TestApp): Promise<string> {
  const members = [{ name: '王桂芳', relation: 'head', birthDate: '1949-03-02' }];
  const id = idOf(await api.post('households', { regionCode: VILLAGE, members }));
  await within(DEADLINE, 'the work behind a file', app.drain());
  const { rows } = await owner.query('select id from cases where household_id = $1', [id]);
  if (rows.length === 0) await api.post(`households/${id}/cases`);
  for (const code of CODES.slice(0, 5)) {
    const need = idOf(await api.post(`households/${id}/needs`, { code, severity: 2, reason: 'seen at home' }));
    await owner.query('update needs set assessed = true, assessment_ids = array[gen_random_uuid()] where id = $1', [
      need,
    ]);
    await api.post(`needs/${need}/confirm`, { name: 'Wang', mode: 'self' });
  }
  return id;
}

/** Asks the index once, so that it is built, and waits until it knows everything. */
async function built(app: TestApp, { actor }: Login, household: string): Promise<void> {
  const question = await app.as(testActor(actor), () => app.get(MatchFacts).question(household, {}));
  const indexes = app.get(OfferingIndexes);
  const [known, latest] = [() => indexes.state()[0], performance.now() + BUILT_WITHIN];
  await app.as(testActor(actor), () => indexes.survey(question));
  while ((known()?.offerings ?? 0) < OFFERINGS || known()!.lagMilliseconds > 2000) {
    if (performance.now() > latest) throw new Error(`The index was not built: ${JSON.stringify(known())}`);
    await sleep(100);
  }
}

/** @throws Error where one of these matches was answered from the database: that is another route than the one measured */
async function requireSurveyed(owner: Client, ids: readonly string[]): Promise<void> {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::integer as count from match_runs where id = any ($1) and snapshot ? 'counted'`,
    [ids],
  );
  const count = rows[0]!.count;
  if (count !== ids.length) throw new Error(`The index answered ${count} of ${ids.length} matches`);
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

void bench(async (database) => {
  const app = await startApp(database, { controllers: [PeerController] });
  const owner = new Client(database.ownerUrl);
  await owner.connect();
  try {
    await loadDistrict(app);
    await fillOfferings(app, owner, OFFERINGS, SEED);
    const { rows } = await owner.query<{ id: string }>(
      `select u.id from units u join regions r on r.id = u.region_id where u.tier = 'window' and r.code = $1`,
      [VILLAGE],
    );
    const login = await within(DEADLINE, 'signing in', loginAs(app, 'window-worker', { unitId: rows[0]!.id }));
    const api = new Caller(app, login.token);
    const household = await needyHousehold(api, owner, app);
    await built(app, login, household);
    await measure(api, owner, household);
  } finally {
    const closing = Promise.all([owner.end(), app.close()]);
    await within(CLOSED_WITHIN, 'closing', closing).catch((error: unknown) => console.error(error));
  }
});

async function measure(api: Caller, owner: Client, household: string): Promise<void> {
  const path = `households/${household}/matches`;
  const { text } = await api.post(path);
  const stored = await owner.query<{ snapshot: MatchRun['snapshot']; result: MatchRun['result'] }>(
    'select snapshot, result from match_runs where household_id = $1 order by made_at desc limit 1',
    [household],
  );
  sample = { ...stored.rows[0]!, id: '', householdId: household, madeBy: null, madeAt: new Date() };
  const [own, peer]: [number[][], number[][]] = [[], []];
  const made: string[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let call = 0; call < (round < 0 ? WARM : CALLS); call += 1) {
      const answer = await api.post(path);
      mine.push(answer.ms);
      made.push(idOf(answer));
      theirs.push((await api.post(`households/${household}/nothing`)).ms);
    }
    if (round < 0) continue;
    own.push(mine);
    peer.push(theirs);
  }
  await requireSurveyed(owner, made);
  const middle = (turns: readonly number[][], share: number) => median(turns.map((turn) => percentile(turn, share)));
  const [p50, p99, peer50] = [middle(own, 0.5), middle(own, 0.99), middle(peer, 0.5)];
  const [ratio, tail] = [round(p50 / peer50), round(p99 / p50)];
  const needs = (JSON.parse(text) as { needs: Array<{ admitted: number; excludedTotal: number }> }).needs;
  print(
    {
      ...{
        bench: 'api',
        row: 'match route',
        seed: SEED,
        git,
        offerings: OFFERINGS,
        needs: needs.length,
        calls: ROUNDS * CALLS,
      },
      ...{ admitted: needs.map(({ admitted }) => admitted), excluded: needs.map((one) => one.excludedTotal) },
      ...{ answerBytes: text.length, snapshotBytes: JSON.stringify(sample.snapshot).length, surveyed: made.length },
      ...{
        p50Ms: round(p50),
        p99Ms: round(p99),
        peerP50Ms: round(peer50),
        peerP99Ms: round(middle(peer, 0.99)),
        ratio,
        tail,
      },
      target: `p50 <= ${MOST_OF_PEER} x the peer, p99 <= ${MOST_OF_MEDIAN} x own p50`,
    },
    ratio <= MOST_OF_PEER && tail <= MOST_OF_MEDIAN,
  );
}
