import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config';
import { Templates } from '../rendering';
import { WORKER_ROLE, APP_ROLE, roleUrl } from './database-roles';
import { choosePort } from './free-port';
import { StartError } from './messages';

/** Settles the port before anything is built on the address; an address that was set explicitly stays. */
export async function settlePort(config: Config): Promise<void> {
  const port = await choosePort({ port: config.port, host: config.host, explicit: config.portExplicit });
  const byDefault = `http://localhost:${config.port}`;
  if (config.publicUrl === byDefault) config.publicUrl = `http://localhost:${port}`;
  config.port = port;
}

/** Begins to listen, with every template and text whole.
 * @throws StartError `port-taken` when another program was faster */
export async function listen(app: NestFastifyApplication, config: Config): Promise<void> {
  app.get(Templates).check();
  try {
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new StartError('port-taken', { port: String(config.port) });
    throw error;
  }
}

/** The login of a process that runs apart: the address set for its role, or the one that follows from the owner's.
 * @throws StartError `database-setting-missing` */
export function applicationUrl(config: Config, role: 'app' | 'worker'): string {
  const given = role === 'app' ? config.databaseAppUrl : config.databaseWorkerUrl;
  if (given !== undefined) return given;
  if (config.databaseUrl === undefined) throw new StartError('database-setting-missing');
  return roleUrl(config.databaseUrl, role === 'app' ? APP_ROLE : WORKER_ROLE);
}
