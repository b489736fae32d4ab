import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { AppModule } from '../../src/app.module';
import { type Config, loadConfig } from '../../src/platform/config';
import { type Actor, anonymousActor, Transactions } from '../../src/platform/database';
import { QueueDrain } from '../../src/platform/queue';
import { createWebApp } from '../../src/platform/start';
import { Clock } from '../../src/platform/time';
import { WorkerModule } from '../../src/worker.module';
import { createDatabase, type TestDatabase } from './database';
import { CapturingLogger, rememberSecret, rememberSecrets } from './log-fence';

/** The whole product on a database of its own: web side, worker side, and a way to call the API. */
export interface TestApp {
  app: NestFastifyApplication;
  config: Config;
  database: TestDatabase;
  clock: Clock;
  /** Runs work in a transaction of an actor on the web side. */
  as<T>(actor: Actor, work: () => Promise<T>): Promise<T>;
  get<T>(type: new (...args: never[]) => T): T;
  /** The same of the worker side, which starts when it is asked for first: half of all specs never need it. */
  worker<T>(type: new (...args: never[]) => T): Promise<T>;
  /** Lets the worker do everything that is due now. */
  drain(): Promise<number>;
  api(token?: string): ApiClient;
  close(): Promise<void>;
}

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

/** Calls with token and idempotency key set; `key` repeats one on purpose. */
export interface ApiClient {
  get(path: string): request.Test;
  post(path: string, body?: object, options?: { key?: string }): request.Test;
  patch(path: string, body: object, version: number): request.Test;
  delete(path: string): request.Test;
}

/** Holds what a spec adds to the product. */
class Beside {}

/** A test configuration: no environment of the machine shines through, but the queue backend under test. */
export function testConfig(database: TestDatabase): Config {
  return Object.assign(loadConfig({ REDIS_URL: process.env.REDIS_URL, LOG_LEVEL: 'silent' }), {
    dataDir: mkdtempSync(join(tmpdir(), 'yuanlian-test-')),
    databaseUrl: undefined,
    databaseAppUrl: database.appUrl,
    databaseWorkerUrl: database.workerUrl,
    secretKeys: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  });
}

export interface Additions {
  /** Routes beside those of the product, behind the same guards. */
  controllers?: Type[];
  /** What lies in the folder of data when the product starts. */
  fill?: (dataDir: string) => void;
}

/** @param given a database that has the schema already; default: a new one without rows */
export async function startApp(given?: TestDatabase, { controllers = [], fill }: Additions = {}): Promise<TestApp> {
  const database = given ?? (await createDatabase());
  const config = testConfig(database);
  fill?.(config.dataDir);
  rememberSecret('SECRET_KEYS', config.secretKeys?.split(':')[1] ?? '');
  const logger = new CapturingLogger(['warn', 'error', 'fatal']);
  const product = AppModule.forRoot(config, database.appUrl);
  const root = controllers.length > 0 ? { module: Beside, imports: [product], controllers } : product;
  const app = await createWebApp(root, config, logger);
  // supertest would open and close a port for each call otherwise.
  await app.listen(0, '127.0.0.1');
  const clock = app.get(Clock);
  const start = async (): Promise<INestApplicationContext> => {
    const side = await NestFactory.createApplicationContext(
      WorkerModule.forRoot(config, database.workerUrl, { background: false }),
      { logger: new CapturingLogger(['error', 'fatal']), abortOnError: false },
    );
    // One business clock for both sides, so that a spec moves time once.
    Object.defineProperty(side.get(Clock), 'offset', { get: () => clock.offset });
    side.get(Clock).now = () => clock.now();
    return side;
  };
  let started: Promise<INestApplicationContext> | undefined;
  const worker = async <T>(type: new (...args: never[]) => T) =>
    (await (started ??= start())).get(type, { strict: false });
  const send = (method: Method, path: string, token?: string) => {
    const call = request(app.getHttpServer())[method](path.startsWith('/') ? path : `/api/v1/${path}`);
    call.on('response', ({ body }: { body: unknown }) => rememberSecrets(body));
    if (!token) return call;
    rememberSecret('token', token);
    return call.set('authorization', `Bearer ${token}`);
  };
  const sendBody = (call: request.Test, body: object) => {
    rememberSecrets(body);
    return call.send(body);
  };
  return {
    app,
    config,
    database,
    clock,
    as: (actor, work) => app.get(Transactions).runApart(actor, work),
    get: (type) => app.get(type, { strict: false }),
    worker,
    drain: async () => (await worker(QueueDrain)).drain(),
    api: (token) => ({
      get: (path) => send('get', path, token),
      post: (path, body = {}, { key = randomUUID() } = {}) =>
        sendBody(send('post', path, token).set('idempotency-key', key), body),
      patch: (path, body, version) => sendBody(send('patch', path, token).set('if-match', `"${version}"`), body),
      delete: (path) => send('delete', path, token),
    }),
    async close() {
      await (await started)?.close();
      await app.close();
      await database.drop();
    },
  };
}

/** An actor for calling use cases directly. */
export function testActor(values: Partial<Actor>): Actor {
  return { ...anonymousActor('test'), kind: 'user', userId: randomUUID(), displayName: 'Test', ...values };
}
