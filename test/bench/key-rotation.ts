import { createHash, randomBytes } from 'node:crypto';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { ConfigModule, loadConfig } from '../../src/platform/config';
import { CryptoModule, KeyRing, KeyRotation, Sealer } from '../../src/platform/crypto';
import { type Actor, anonymousActor, DatabaseModule, newId, Transactions } from '../../src/platform/database';
import { closeEnvelope } from '../../src/platform/crypto/envelope';
import { TimeModule } from '../../src/platform/time';

@Module({})
class RotationRooms {}

export interface RotationResult {
  subjects: number;
  rewrapped: number;
  seconds: number;
  /** Transactions that opened or sealed a field while the rotation ran, and how many of them failed. */
  requests: number;
  failed: number;
  /** Progress as it was told. */
  steps: number;
}

interface Database {
  ownerUrl: string;
  appUrl: string;
  workerUrl: string;
}

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const SEALED = 'bench.words';

/**
 * Wraps the keys of `subjects` anew in the worker's role while `clients` open and seal fields of all of them, and of new
 * ones, in the role of the web side. The database has the schema and no keys; every text is compared.
 * @param clients how many ask at once
 */
export async function rotateUnderTraffic(
  database: Database,
  { subjects, clients }: { subjects: number; clients: number },
): Promise<RotationResult> {
  const [old, next] = [newKey('old'), newKey('next')];
  const fields = await makeSubjects(database.ownerUrl, KeyRing.parse(old), subjects);
  const web = await start(database.ownerUrl, database.appUrl, `${old},${next}`);
  const worker = await start(database.ownerUrl, database.workerUrl, `${next},${old}`);
  const traffic = new Traffic(web, fields);
  try {
    const running = Array.from({ length: clients }, () => traffic.run());
    let steps = 0;
    const began = performance.now();
    const rewrapped = await worker.get(KeyRotation).rewrap(() => (steps += 1));
    const seconds = (performance.now() - began) / 1000;
    traffic.stop();
    await Promise.all(running);
    return { subjects, rewrapped, seconds, requests: traffic.requests, failed: traffic.failed, steps };
  } finally {
    traffic.stop();
    await web.close();
    await worker.close();
  }
}

interface Field {
  subject: string;
  sealed: Buffer;
}

/** Writes keys as the product would, many at once, each with a field that says whose it is. */
async function makeSubjects(ownerUrl: string, ring: KeyRing, count: number): Promise<Field[]> {
  const fields: Field[] = [];
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (let made = 0; made < count; made += 5000) {
      const ids: string[] = [];
      const wrapped: Buffer[] = [];
      for (let one = made; one < Math.min(count, made + 5000); one += 1) {
        const [subject, key] = [newId(), randomBytes(32)];
        const id = createHash('sha256').update(key).digest().subarray(0, 8);
        ids.push(subject);
        const place = `subject_keys.wrapped|${subject}`;
        wrapped.push(closeEnvelope(ring.wrappingKey(ring.activeId), Buffer.from(ring.activeId), place, key));
        fields.push({ subject, sealed: closeEnvelope(key, id, `${SEALED}|${subject}`, Buffer.from(subject)) });
      }
      await client.query(
        'insert into subject_keys (subject_id, key_id, wrapped) select s, $3, w from unnest($1::uuid[], $2::bytea[]) as t (s, w)',
        [ids, wrapped, ring.activeId],
      );
    }
  } finally {
    await client.end();
  }
  return fields;
}

function start(databaseUrl: string, roleUrl: string, secretKeys: string): Promise<INestApplicationContext> {
  const config = loadConfig({ DATABASE_URL: databaseUrl, SECRET_KEYS: secretKeys, LOG_LEVEL: 'silent' });
  const imports = [ConfigModule.forRoot(config), TimeModule, DatabaseModule.forRoot(roleUrl), CryptoModule];
  return NestFactory.createApplicationContext(
    { module: RotationRooms, imports },
    { logger: false, abortOnError: false },
  );
}

/** What goes on beside the rotation: every third request makes a new subject and seals a field for it. */
class Traffic {
  requests = 0;
  failed = 0;
  private running = true;
  private readonly actor: Actor = { ...anonymousActor('bench'), kind: 'user', userId: newId() };

  constructor(
    private readonly application: INestApplicationContext,
    private readonly fields: Field[],
  ) {}

  stop(): void {
    this.running = false;
  }

  async run(): Promise<void> {
    while (this.running) {
      const right = await (this.requests % 3 === 2 ? this.write() : this.read()).catch(() => false);
      this.requests += 1;
      if (!right) this.failed += 1;
    }
  }

  private async read(): Promise<boolean> {
    const { subject, sealed } = this.fields[(this.requests * 7919) % this.fields.length]!;
    const sealer = this.application.get(Sealer);
    const opened = await this.application
      .get(Transactions)
      .run(this.actor, () => sealer.open(subject, SEALED, subject, sealed), { readOnly: true });
    return opened === subject;
  }

  private async write(): Promise<boolean> {
    const subject = newId();
    const sealer = this.application.get(Sealer);
    const sealed = await this.application
      .get(Transactions)
      .run(this.actor, () => sealer.seal(subject, SEALED, subject, subject));
    this.fields.push({ subject, sealed });
    return true;
  }
}
