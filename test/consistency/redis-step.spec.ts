import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, ROOT, textOf } from './source-tree';

/**
 * The queue itself; a program that works in the background; a worker side of the product that does not say otherwise.
 * `drain` does waiting work without the queue, so it is none of them.
 */
const OPENS_A_QUEUE = [
  /\b(?:JobQueue|Relay|BullJobQueue)\b/,
  /\bREDIS_URL\b/,
  /src\/(?:all-in-one|worker)\.ts/,
  /WorkerModule\.forRoot\((?![^;]*\bbackground: false)/,
];
/** Has a Redis Cluster of its own, wherever it runs. */
const ON_ITS_OWN = ['test/integration/programs/redis-cluster.int-spec.ts'];

/** What `.ci/run` runs once more on Redis. */
const pattern = /^test_redis\(\) \{[^}]*--testPathPatterns=([^"]+)"/m.exec(readFileSync(join(ROOT, '.ci/run'), 'utf8'));
const again = new RegExp(pattern?.[1] ?? '^$');

const specs = [...filesBelow('test/integration'), ...filesBelow('test/e2e')].filter((file) =>
  /\.(int|e2e)-spec\.ts$/.test(file),
);
const onRedis = specs.filter((file) => again.test(file));

describe('the Redis step of .ci/run', () => {
  it('has specs to run', () => {
    expect(onRedis.length).toBeGreaterThan(2);
    expect(onRedis.length).toBeLessThan(specs.length / 4);
  });

  it('runs every spec that opens a queue', () => {
    const open = specs.filter((file) => OPENS_A_QUEUE.some((sign) => sign.test(textOf(file))));
    expect(open.length).toBeGreaterThan(2);
    expect(open.filter((file) => !again.test(file) && !ON_ITS_OWN.includes(file))).toEqual([]);
  });

  it('can leave out the others: what they share with each other works without the queue', () => {
    const shared = filesBelow('test').filter((file) => file.endsWith('.ts') && !/(spec|bench)\.ts$/.test(file));
    const open = shared.filter((file) => OPENS_A_QUEUE.some((sign) => sign.test(textOf(file))));
    // Who hand the address on, the Cluster, and the process that relay-kill kills.
    expect(
      open.filter(
        (file) => !/^test\/(support\/(app|program|redis-cluster)\.|integration\/programs\/|consistency\/)/.test(file),
      ),
    ).toEqual([]);
  });
});
