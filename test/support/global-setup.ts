import { CLUSTER_URL, startCluster, TEMPLATE, type TestCluster } from './cluster';

declare global {
  var testCluster: TestCluster | undefined;
}

/** One throw-away PostgreSQL for all specs of a run. */
export default async function setUp(): Promise<void> {
  globalThis.testCluster = await startCluster();
  process.env[CLUSTER_URL] = globalThis.testCluster.ownerUrl;
  process.env[TEMPLATE] = globalThis.testCluster.template;
}
