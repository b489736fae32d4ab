import { CLUSTER_URL, startCluster, TEMPLATE, type TestCluster } from './cluster';

declare global {
  var testCluster: TestCluster | undefined;
}

/** One throw-away PostgreSQL for all specs of a run. */
export default async function setUp(): Promise<void> {
  globalThis.testCluster = await startCluster();
  process.env[CLUSTER_URL] = globalThis.testCluster.ownerUrl;
  process.env[TEMPLATE] = globalThis.testCluster.template;
  forgetRegisters();
}

/**
 * Migrating has loaded TypeORM and zod, which keep their registers (of entities, of schemas) in globals. Jest lends the
 * globals that it finds here to each spec that runs in this process: one register for all of them would keep the whole
 * product of each alive, some 40 MB a file, out of memory before the last.
 */
function forgetRegisters(): void {
  const registers = Object.getOwnPropertyNames(globalThis).filter((name) => /^(typeorm|__zod_)/.test(name));
  for (const name of registers) Reflect.deleteProperty(globalThis, name);
}
