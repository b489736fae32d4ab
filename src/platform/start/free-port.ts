import { createServer } from 'node:net';
import { StartError } from './messages';

const FURTHER_PORTS = 20;

function errorOfListening(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host }, () => server.close(() => resolve(null)));
  });
}

/** Whether nobody listens on this port of this address. */
export async function isFree(port: number, host: string): Promise<boolean> {
  return (await errorOfListening(port, host)) === null;
}

/** Any free port of this machine, below the range that outgoing connections use at random. */
export async function anyFreePort(host = '127.0.0.1'): Promise<number> {
  for (;;) {
    const port = 15000 + Math.floor(Math.random() * 15000);
    if (await isFree(port, host)) return port;
  }
}

/**
 * The port to serve on: a wish that was set explicitly must be free, the default makes way to the next 20.
 * @throws StartError `port-taken`, `ports-taken` or `address-refused`
 */
export async function choosePort(wish: { port: number; host: string; explicit: boolean }): Promise<number> {
  const { port, host, explicit } = wish;
  const last = Math.min(65535, explicit ? port : port + FURTHER_PORTS);
  for (let candidate = port; candidate <= last; candidate += 1) {
    const refusal = await errorOfListening(candidate, host);
    if (refusal === null) return candidate;
    if (refusal !== 'EADDRINUSE')
      throw new StartError('address-refused', { host, port: String(port), reason: refusal });
  }
  if (explicit) throw new StartError('port-taken', { port: String(port) });
  throw new StartError('ports-taken', { first: String(port), last: String(last) });
}
