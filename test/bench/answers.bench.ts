import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Post } from '@nestjs/common';
import { Client } from 'pg';
import { z } from 'zod';
import { Instruments, optionValues } from '../../src/people/assessments';
import { Answers } from '../../src/platform/http';
import { RequirePermission } from '../../src/trust/access';
import { type ApiClient, startApp, type TestApp } from '../support/app';
import { DISTRICT, loadDistrict, loginAs } from '../support/district';
import { bench, median, print, quick, round } from './bench';
import { fillHouseholds } from './households';

/**
 * How long a worker waits for an answer to be saved (R18): fifty at work, each with an answer every five seconds and a
 * draft of their own, against a POST of the same server that does nothing behind the same guards, asked by the same
 * workers in between. The server, PostgreSQL with durable writes and those who ask share one machine.
 */
const WORKERS = 50;
const EVERY = 5_000;
const ROUNDS = quick ? 3 : 5;
const TURNS = quick ? 6 : 12;
const TARGET = 3;
const SCALE = 'S03';

@Controller('api/v1/bench')
class EmptyController {
  @Post('empty')
  @RequirePermission('assessments:write')
  @Answers(200, z.strictObject({}))
  empty(): object {
    return {};
  }
}

interface Sitting {
  api: ApiClient;
  draft: string;
  version: number;
  answers: Record<string, number>;
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.ceil(values.length * share) - 1] ?? NaN;

async function expectStatus(wanted: number, call: PromiseLike<{ status: number; text: string; body: unknown }>) {
  const answer = await call;
  if (answer.status !== wanted) throw new Error(`Refused: ${answer.status} ${answer.text}`);
  return answer.body as { id: string; version: number };
}

/** A draft of one's own: a triage of the household first, as the product wants it (S16). */
async function sitDown(app: TestApp, triage: Record<string, number>, household: string, member: string) {
  const api = app.api((await loginAs(app, 'centre-worker')).token);
  const post = (path: string, body: object) => expectStatus(201, api.post(path, body));
  const { id } = await post(`households/${household}/assessments`, { instrument: 'S16', mode: 'observed' });
  await expectStatus(200, api.patch(`assessments/${id}`, { answers: triage }, 1));
  await expectStatus(200, api.post(`assessments/${id}/complete`));
  const input = { instrument: SCALE, mode: 'self', memberId: member };
  const draft = await post(`households/${household}/assessments`, input);
  return { api, draft: draft.id, version: draft.version, answers: {} };
}

/** Each worker every five seconds, spread over them; between two answers one empty request. @returns milliseconds each */
async function work(sittings: readonly Sitting[], choose: (turn: number) => [string, number]) {
  const [saved, empty]: [number[], number[]] = [[], []];
  await Promise.all(
    sittings.map(async (sitting, place) => {
      const begin = performance.now() + (place / sittings.length) * EVERY;
      for (let turn = 0; turn < TURNS; turn += 1) {
        await sleep(Math.max(0, begin + turn * EVERY - performance.now()));
        const [item, value] = choose(turn);
        sitting.answers = { ...sitting.answers, [item]: value };
        const asked = performance.now();
        const path = `assessments/${sitting.draft}`;
        const after = await expectStatus(200, sitting.api.patch(path, { answers: sitting.answers }, sitting.version));
        sitting.version = after.version;
        saved.push(performance.now() - asked);
        await sleep(Math.max(0, begin + (turn + 0.5) * EVERY - performance.now()));
        const between = performance.now();
        await expectStatus(200, sitting.api.post('bench/empty', {}, { key: randomUUID() }));
        empty.push(performance.now() - between);
      }
    }),
  );
  return { saved, empty };
}

void bench(async (database) => {
  const app = await startApp(database, { controllers: [EmptyController] });
  await loadDistrict(app);
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await fillHouseholds(owner, DISTRICT, WORKERS);
  const sql = `select distinct on (household_id) household_id, id from household_members order by household_id, id`;
  const people = (await owner.query<{ household_id: string; id: string }>(sql)).rows;
  const scale = app.get(Instruments).byCode(SCALE);
  const triage = Object.fromEntries(
    app
      .get(Instruments)
      .byCode('S16')
      .items.map(({ id }) => [id, 0]),
  );
  const sittings: Sitting[] = [];
  for (const { household_id: household, id } of people) sittings.push(await sitDown(app, triage, household, id));
  const choose = (turn: number): [string, number] => {
    const item = scale.items[turn % scale.items.length]!;
    const values = optionValues(scale, item);
    return [item.id, values[turn % values.length]!];
  };
  // The first round compiles and prepares what the others find ready; it is not counted.
  await work(sittings, choose);
  const ratios: number[] = [];
  const rounds: Array<{ saved: number[]; empty: number[] }> = [];
  for (let count = 0; count < ROUNDS; count += 1) {
    const round = await work(sittings, choose);
    rounds.push(round);
    ratios.push(percentile(round.saved, 0.95) / percentile(round.empty, 0.95));
  }
  const all = (of: 'saved' | 'empty', share: number) =>
    round(
      percentile(
        rounds.flatMap((one) => one[of]),
        share,
      ),
      1,
    );
  const ratio = round(median(ratios));
  print(
    {
      ...{ bench: 'answers', row: 'an answer saved', workers: WORKERS, everyMs: EVERY, rounds: ROUNDS, turns: TURNS },
      ...{ savedP50Ms: all('saved', 0.5), savedP95Ms: all('saved', 0.95) },
      ...{ emptyP50Ms: all('empty', 0.5), emptyP95Ms: all('empty', 0.95) },
      ...{ ratios: ratios.map((one) => round(one)), ratio, target: `<= ${TARGET}` },
    },
    ratio <= TARGET,
  );
  await owner.end();
  await app.close();
});
