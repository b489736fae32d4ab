import { Controller, Get } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../../../src/app.module';
import { loadConfig } from '../../../src/platform/config';
import { Transactions } from '../../../src/platform/database';
import { Open } from '../../../src/platform/http';
import { createWebApp } from '../../../src/platform/start';
import { allRoutes } from '../../consistency/routes';
import { headerFaults } from '../../support/pages/header-faults';
import { createDatabase, type TestDatabase } from '../../support/database';
import { listOf } from './catalogue';

/** A reading route that does what none may: it writes. */
@Controller('probe')
@Open()
class WritingProbe {
  constructor(private readonly transactions: Transactions) {}

  @Get()
  async write(): Promise<object> {
    const insert = `insert into installation_marks (name, made_at, details) values ('probe', '2026-01-01', '{}')`;
    return this.transactions.manager.query(insert);
  }
}

const SECRET = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const CLOSED = allRoutes().filter(({ open }) => !open);
const filled = (path: string): string => path.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000');

describe('the running application', () => {
  let app: NestFastifyApplication;
  let address: string;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase();
    const config = loadConfig({
      DATABASE_URL: database.ownerUrl,
      LOG_LEVEL: 'silent',
      DEMO: 'off',
      SECRET_KEYS: SECRET,
    });
    const module = AppModule.forRoot(config, database.appUrl);
    app = await createWebApp({ ...module, controllers: [WritingProbe] }, config);
    await app.listen(0, '127.0.0.1');
    address = await app.getUrl();
  });

  afterAll(() => app?.close());

  it('knows every closed route and keeps it from strangers', async () => {
    const answered: string[] = [];
    for (const { name, method, path } of CLOSED) {
      const { status, headers } = await fetch(address + filled(path), { method, redirect: 'manual' });
      // An API route says 401; a page leads to the sign-in; a changing request may fail at its forgery check before.
      const refused = [401, 403].includes(status) || /sign-in/.test(headers.get('location') ?? '');
      if (!refused) answered.push(`${name}: ${status}`);
    }
    expect(answered).toEqual([]);
  });

  it('tells a browser on every answer, refused or not, what it may do with it, and breaks at none', async () => {
    const faults: string[] = [];
    for (const { method, path } of allRoutes()) {
      const { status, headers } = await fetch(address + filled(path), { method, redirect: 'manual' });
      if (status >= 500 && !path.startsWith('/health')) faults.push(`${method} ${path} answered ${status}`);
      faults.push(...headerFaults(`${method} ${path}`, Object.fromEntries(headers)));
    }
    expect(faults).toEqual([]);
  });

  it('cannot write while it reads', async () => {
    expect((await fetch(`${address}/probe`)).status).toBe(500);
    expect(await listOf(database.ownerUrl, 'select name from installation_marks')).toEqual([]);
  });
});
