import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { ConfigModule, loadConfig } from '../../../src/platform/config';
import { CryptoModule } from '../../../src/platform/crypto';
import { type Actor, anonymousActor, DatabaseModule, newId, Transactions } from '../../../src/platform/database';
import { TimeModule } from '../../../src/platform/time';
import { AccountsModule } from '../../../src/trust/accounts';
import { AuditModule } from '../../../src/trust/audit';
import { CLUSTER_URL, startCluster, TEMPLATE, temporaryFolder } from '../../support/cluster';
import { createDatabase, type TestDatabase } from '../../support/database';
import { onceInFile } from '../../support/end-of-file';

export const secretKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
export const DISTRICT = 'district-a';

const ownServer = onceInFile(async () => {
  const { stop, ...server } = await startCluster();
  return { ...server, close: stop };
});

/**
 * Lets the specs of this `describe` make their databases on a server of their own: a transaction that is open in any
 * database of a server holds back its oldest visible xid, and with it the sealer. Others would decide what these see.
 */
export function onOwnServer(): void {
  const shared = { [CLUSTER_URL]: process.env[CLUSTER_URL], [TEMPLATE]: process.env[TEMPLATE] };
  beforeAll(async () => {
    const { ownerUrl, template } = await ownServer();
    Object.assign(process.env, { [CLUSTER_URL]: ownerUrl, [TEMPLATE]: template });
  }, 120_000);
  afterAll(() => {
    Object.assign(process.env, shared);
  });
}

class TrustRooms {}

/** The rooms of this wing on a database of their own, in the role of the web side. */
export class TrustWorld {
  private readonly applications: INestApplicationContext[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly owner: Client,
    readonly dataDir: string,
  ) {}

  static async open(): Promise<TrustWorld> {
    const database = await createDatabase();
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    return new TrustWorld(database, owner, temporaryFolder('trust'));
  }

  async start(secretKeys: string): Promise<INestApplicationContext> {
    const config = loadConfig({
      DATABASE_URL: this.database.ownerUrl,
      SECRET_KEYS: secretKeys,
      DATA_DIR: this.dataDir,
    });
    const imports = [
      ConfigModule.forRoot(config),
      TimeModule,
      DatabaseModule.forRoot(this.database.appUrl),
      CryptoModule,
      AuditModule,
      AccountsModule,
    ];
    const application = await NestFactory.createApplicationContext(
      { module: TrustRooms, imports },
      { logger: false, abortOnError: false },
    );
    this.applications.push(application);
    return application;
  }

  async close(): Promise<void> {
    for (const application of this.applications) await application.close();
    await this.owner.end();
    await this.database.drop();
  }
}

export const staff = (role: string, changes: Partial<Actor> = {}): Actor => ({
  ...anonymousActor('test'),
  kind: 'user',
  userId: newId(),
  displayName: role,
  roles: [role],
  districtCodes: [DISTRICT],
  regionPath: '1',
  ...changes,
});

export const system: Actor = {
  ...anonymousActor('test'),
  kind: 'system',
  roles: ['system'],
  districtCodes: [DISTRICT],
};

/** Runs `work` as `actor`, the rejection included. */
export const as = <T>(
  application: INestApplicationContext,
  actor: Actor,
  work: () => Promise<T>,
  readOnly = false,
): Promise<T> => application.get(Transactions).run(actor, work, { readOnly });
