import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../../src/platform/config';
import type { TestDatabase } from '../../support/database';
import { Program } from '../../support/program';

/** What a web process answered; `status` 0: it was gone. */
export interface Answer {
  status: number;
  code: string;
  body: Record<string, unknown>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The web side in a process of its own on a spec's database, at one address also after it was killed. */
export class WebProcess {
  private readonly folder = mkdtempSync(join(tmpdir(), 'yuanlian-web-'));
  private program?: Program;

  private constructor(
    private readonly database: TestDatabase,
    private readonly config: Config,
    private readonly port: number,
  ) {}

  static async start(database: TestDatabase, config: Config): Promise<WebProcess> {
    const web = new WebProcess(database, config, await freePort());
    await web.start();
    return web;
  }

  /** Again at the same address, after `kill`. */
  async start(): Promise<void> {
    this.program = new Program(['src/main.ts'], {
      ...{ DATABASE_APP_URL: this.database.appUrl, DATA_DIR: this.folder, PORT: String(this.port), LOG_LEVEL: 'error' },
      // The accounts of specs are those of a demonstration.
      ...{ DEMO: 'on', SECRET_KEYS: this.config.secretKeys ?? '', PUBLIC_URL: `http://127.0.0.1:${this.port}` },
    });
    await this.program.says(new RegExp(`127\\.0\\.0\\.1:${this.port}`));
  }

  /** `kill -9`: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    await this.program?.stop('SIGKILL');
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async post(path: string, token: string, body: object, key: string): Promise<Answer> {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key, 'content-type': 'application/json' };
    return this.ask(`/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async get(path: string, token: string): Promise<Answer> {
    return this.ask(`/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` } });
  }

  async metrics(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text();
  }

  private async ask(path: string, init: RequestInit): Promise<Answer> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.port}${path}`, init);
      const body = (await answer.json()) as Record<string, unknown>;
      return { status: answer.status, code: typeof body.code === 'string' ? body.code : '', body };
    } catch {
      return { status: 0, code: 'gone', body: {} };
    }
  }
}
