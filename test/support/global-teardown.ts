/** Stops the server that the setup started and removes its folder. */
export default async function tearDown(): Promise<void> {
  await globalThis.testCluster?.stop();
}
