import { createServer } from 'node:net';
import { anyFreePort, choosePort } from './free-port';

const host = '127.0.0.1';

async function occupied(port: number, work: () => Promise<void>): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  await work().finally(() => server.close());
}

describe('the port to serve on', () => {
  it('is the wanted one when it is free', async () => {
    const port = await anyFreePort();
    expect(await choosePort({ port, host, explicit: true })).toBe(port);
  });

  it('makes way by default, and insists when it was set', async () => {
    const port = await anyFreePort();
    await occupied(port, async () => {
      const chosen = await choosePort({ port, host, explicit: false });
      expect(chosen).toBeGreaterThan(port);
      expect(chosen).toBeLessThanOrEqual(port + 20);
      await expect(choosePort({ port, host, explicit: true })).rejects.toMatchObject({ key: 'port-taken' });
    });
  });

  it('has to be on an address of this machine', async () => {
    const wish = { port: await anyFreePort(), host: '192.0.2.1', explicit: false };
    await expect(choosePort(wish)).rejects.toMatchObject({ key: 'address-refused' });
  });
});
