import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Client } from 'pg';
import { match } from '../../src/referral/matching';
import { admitted, answer, OfferingIndex, type Question } from '../../src/referral/offering-index';
import { Dice } from '../factories/offering-market.factory';
import { bench, median, print, quick, round } from './bench';
import { offeringsOf, PER_PROVIDER, questionOf, TODAY } from './match-market';
import { ask, load, type Lists, rivalOf, TABLES } from './match-peers';

/**
 * One household and its needs against all offerings: the ten best of each need and the best joint plan from the index in
 * this process, and the lists alone in one round trip of indexed SQL, from a table as it grew and from one laid out in the
 * order of its index. By turns, every list compared; no question is timed twice, so that what was remembered of it helps no side.
 * json-rules-engine judges the same offerings one by one.
 */
const SEED = 20261130;
const SIZES = quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
const NEEDS = 5;
const HOUSEHOLDS = quick ? 1000 : 4000;
const ROUNDS = 3;
/** Households that only warm up. */
const WARM = 500;
/** So many of a round's households are asked of SQL. */
const ASKED = quick ? 100 : 200;
/** Households of a county in which all offerings lie. */
const CROWDED = quick ? 300 : 1000;
/** So often 5,000 records are judged, since once is too short to be measured beside other work. */
const PASSES = 40;
const MOST_BYTES = 60;
const MOST_GROWTH = 0.7;
/** Ratios and bytes are promised for this many offerings: a small index pays for tables of its own size alone. */
const JUDGED = 1_000_000;
const NOT_JUDGED = 'not judged at this size';
const AT_LEAST = { match_rows: 40, match_rows_clustered: 10, rules: 500 };

const git = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const about = { bench: 'match', seed: SEED, git };
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

const listsOf = (index: OfferingIndex, question: Question): Lists =>
  answer(index, question).needs.map(({ candidates }) => candidates.map(({ offeringId, score }) => [offeringId, score]));

const questionsOf = (count: number, crowded = false): Question[] => {
  const dice = new Dice(SEED + 1);
  return Array.from({ length: count }, () => byNeed(questionOf(dice, NEEDS, crowded)));
};

/** In the order in which a match answers, so that lists can be compared place by place. */
function byNeed(question: Question): Question {
  const { needs } = match(question.household, question.needs, [], question.context);
  return { ...question, needs: needs.map(({ need }) => need) };
}

function build(size: number, crowded = false): { index: OfferingIndex; row: object; bytes: number } {
  collect();
  const before = process.memoryUsage().heapUsed;
  const began = performance.now();
  const index = OfferingIndex.of(offeringsOf(SEED, size, crowded), TODAY, Math.ceil(size / PER_PROVIDER) + 64);
  const buildMs = round(performance.now() - began, 0);
  collect();
  const heap = Math.max(0, process.memoryUsage().heapUsed - before);
  const [packed, heaped] = [round(index.bytes / size, 1), round(heap / size, 1)];
  return { index, bytes: packed + heaped, row: { buildMs, bytesEach: packed, heapBytesEach: heaped } };
}

/** Microseconds of each answer. */
function timed(index: OfferingIndex, questions: readonly Question[]): { times: number[]; read: number; first: number } {
  let [read, first] = [0, 0];
  const times = questions.map((question) => {
    const began = performance.now();
    const found = answer(index, question);
    const took = 1000 * (performance.now() - began);
    read += found.read;
    first += Number(found.plan.proof.key === 'matching.proof.first');
    return took;
  });
  return { times, read: round(read / questions.length, 0), first: round(first / questions.length, 3) };
}

async function measure(client: Client, owner: Client, size: number): Promise<number> {
  const { index, bytes, row } = build(size);
  await load(owner, offeringsOf(SEED, size));
  const questions = questionsOf(HOUSEHOLDS + WARM);
  timed(index, questions.splice(HOUSEHOLDS));
  const share = Math.floor(HOUSEHOLDS / ROUNDS);
  const own: { p50: number; p99: number; read: number; first: number }[] = [];
  const theirs: Record<string, number[]> = { match_rows: [], match_rows_clustered: [] };
  let [compared, different] = [0, 0];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const fresh = questions.slice(turn * share, (turn + 1) * share);
    const { times, read, first } = timed(index, fresh);
    own.push({ p50: percentile(times, 0.5), p99: percentile(times, 0.99), read, first });
    for (const table of TABLES) {
      const took: number[] = [];
      for (const question of fresh.slice(0, ASKED)) {
        const began = performance.now();
        const lists = await ask(client, table, question);
        took.push(1000 * (performance.now() - began));
        const mine = listsOf(index, question);
        compared += lists.length;
        different += lists.filter((list, place) => JSON.stringify(list) !== JSON.stringify(mine[place])).length;
      }
      theirs[table]!.push(percentile(took, 0.5));
    }
  }
  const p50 = median(own.map((one) => one.p50));
  const p99 = median(own.map((one) => one.p99));
  const judged = size >= JUDGED;
  const kept = different === 0 && (bytes <= MOST_BYTES || !judged);
  const [read, first] = [median(own.map((one) => one.read)), median(own.map((one) => one.first))];
  const target = `0 different, bytes ${judged ? `<= ${MOST_BYTES}` : NOT_JUDGED}`;
  const lists = { listsCompared: compared, listsDifferent: different };
  const figures = {
    offerings: size,
    needs: NEEDS,
    households: ROUNDS * share,
    ...row,
    p50Us: round(p50, 1),
    p99Us: round(p99, 1),
  };
  print({ ...about, row: 'index', ...figures, read, firstPlanHolds: first, ...lists, target }, kept);
  for (const table of TABLES) {
    const sqlUs = median(theirs[table]!);
    const ratio = round(sqlUs / p50, 1);
    print(
      {
        ...{ ...about, row: table, offerings: size, sqlUs: round(sqlUs, 0), ratio },
        target: judged ? `>= ${AT_LEAST[table]}` : NOT_JUDGED,
      },
      !judged || ratio >= AT_LEAST[table],
    );
  }
  return p50;
}

/** The worst that can be: all offerings in one county, so that place keeps none of them out. Reported, not judged. */
function crowdedRow(size: number): void {
  const { index, row } = build(size, true);
  const questions = questionsOf(CROWDED + WARM / 10, true);
  timed(index, questions.splice(CROWDED));
  const { times, read, first } = timed(index, questions);
  const [p50Us, p99Us] = [round(percentile(times, 0.5), 1), round(percentile(times, 0.99), 1)];
  const figures = {
    offerings: size,
    needs: NEEDS,
    households: CROWDED,
    ...row,
    p50Us,
    p99Us,
    read,
    firstPlanHolds: first,
  };
  print({ ...about, row: 'all in one county', ...figures, target: 'reported' });
}

/** One rule set over one offering, against one record of the index with all its rules. */
async function compareRules(): Promise<void> {
  const offerings = [...offeringsOf(SEED, 5000)].map((one) => ({ ...one, areaPaths: ['1/'], codes: ['C-00'] }));
  const index = OfferingIndex.of(offerings, TODAY, 1000);
  const plain = questionsOf(ROUNDS * 4).map((one): Question => ({
    ...{ ...one, household: { ...one.household, regionPath: '1/9/' } },
    ...{ needs: [{ ...one.needs[0]!, code: 'C-00' }] },
  }));
  const [mine, other]: [number[], number[]] = [[], []];
  let different = 0;
  // Both are compiled before the first round.
  for (const question of plain) {
    for (let pass = 0; pass < PASSES; pass += 1) admitted(index, question, question.needs[0]!);
    await rivalOf(question)(offerings.slice(0, 50));
  }
  for (const question of plain) {
    let began = performance.now();
    let found = admitted(index, question, question.needs[0]!);
    for (let pass = 1; pass < PASSES; pass += 1) found = admitted(index, question, question.needs[0]!);
    mine.push((1e6 * (performance.now() - began)) / (PASSES * found.read));
    const ids = new Set(found.offeringIds());
    const rival = rivalOf(question);
    const some = offerings.slice(0, quick ? 500 : 1500);
    began = performance.now();
    const verdicts = await rival(some);
    other.push((1e6 * (performance.now() - began)) / some.length);
    different += verdicts.filter((verdict, place) => verdict !== ids.has(some[place]!.id)).length;
  }
  const [ns, theirs] = [median(mine), median(other)];
  const ratio = round(theirs / ns, 0);
  const target = `0 different, >= ${AT_LEAST.rules}`;
  const figures = { nsEach: round(ns, 0), jsonRulesEngineNs: round(theirs, 0), ratio, different, target };
  print({ ...about, row: 'json-rules-engine', ...figures }, different === 0 && ratio >= AT_LEAST.rules);
}

/** Sizes one after the other, on a cluster of its own. */
void bench(async ({ ownerUrl }) => {
  const [client, owner] = [new Client(ownerUrl), new Client(ownerUrl)];
  await client.connect();
  await owner.connect();
  await compareRules();
  const p50: number[] = [];
  for (const size of SIZES) p50.push(await measure(client, owner, size));
  crowdedRow(SIZES.at(-1)!);
  const growth = round(Math.log(p50.at(-1)! / p50[0]!) / Math.log(SIZES.at(-1)! / SIZES[0]!));
  print(
    { ...about, row: 'growth', from: SIZES[0], to: SIZES.at(-1), exponent: growth, target: `<= ${MOST_GROWTH}` },
    growth <= MOST_GROWTH,
  );
  await client.end();
  await owner.end();
});
