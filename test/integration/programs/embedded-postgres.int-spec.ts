import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type EmbeddedDatabase, startEmbedded } from '../../../src/platform/start';
import { lockFolder } from '../../../src/platform/start/process-lock';
import { temporaryFolder } from '../../support/cluster';
import { Program } from '../../support/program';

const settings = ['fsync=off'];

async function ask<T>(url: string, sql: string): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0] as T;
  } finally {
    await client.end();
  }
}

describe('embedded PostgreSQL', () => {
  let dataDir: string;
  let database: EmbeddedDatabase | undefined;

  beforeEach(() => {
    dataDir = temporaryFolder('embedded');
  });

  afterEach(async () => {
    await database?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('makes a UTF-8 database with checksums that only this machine reaches, and keeps its password to itself', async () => {
    database = await startEmbedded({ dataDir, settings });
    const { ownerUrl } = database;
    expect(await ask(ownerUrl, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(ownerUrl, 'show unix_socket_directories')).toBe('');
    expect(await ask(ownerUrl, 'show max_connections')).toBe('200');
    expect(await ask(ownerUrl, 'show data_checksums')).toBe('on');
    expect(await ask(ownerUrl, 'select datlocale from pg_database where datname = current_database()')).toBe('C.UTF-8');
    expect(statSync(join(dataDir, 'pg18/owner-password')).mode & 0o777).toBe(0o600);
    await expect(ask(ownerUrl.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'select 1')).rejects.toThrow('password');
  });

  it('keeps rows and port over a stop', async () => {
    database = await startEmbedded({ dataDir, settings });
    await ask(database.ownerUrl, 'create table kept as select 7 as n');
    await database.stop();
    const again = (database = await startEmbedded({ dataDir, settings }));
    expect(again.attached).toBe(false);
    expect(await ask(again.ownerUrl, 'select n from kept')).toBe(7);
  });

  it('attaches to the server that a killed process has left, and stops it only for the last user', async () => {
    const url = await startAndDie(dataDir);
    database = await startEmbedded({ dataDir, settings });
    expect(database.attached).toBe(true);
    expect(database.ownerUrl).toBe(url);
    expect(await ask(url, 'select 1')).toBe(1);
    writeFileSync(join(dataDir, 'pg18/users/1.json'), JSON.stringify({ pid: 1, born: bornAt(1) }));
    await database.stop();
    expect(await ask(url, 'select 1')).toBe(1);
    rmSync(join(dataDir, 'pg18/users/1.json'));
    await database.stop();
    await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('takes another port when the kept one has been taken', async () => {
    database = await startEmbedded({ dataDir, settings });
    const { port } = new URL(database.ownerUrl);
    await database.stop();
    const stranger = createServer();
    await new Promise<void>((resolve) => stranger.listen(Number(port), '127.0.0.1', resolve));
    try {
      database = await startEmbedded({ dataDir, settings });
      expect(new URL(database.ownerUrl).port).not.toBe(port);
    } finally {
      stranger.close();
    }
  });

  it('says in one line that the folder belongs to another version', async () => {
    database = await startEmbedded({ dataDir, settings });
    await database.stop();
    writeFileSync(join(dataDir, 'pg18/data/PG_VERSION'), '17\n');
    const failure = await startEmbedded({ dataDir, settings }).catch((error: Error) => error.message);
    database = undefined;
    expect(failure).toMatch(/17/);
    expect(failure).not.toContain('\n');
  });
});

describe('the lock of a data folder', () => {
  it('lets one instance in, and the next after it or over its dead body', async () => {
    const folder = temporaryFolder('lock');
    const holder = spawn('sleep', ['60']);
    await new Promise((resolve) => holder.once('spawn', resolve));
    try {
      writeFileSync(join(folder, 'instance.pid'), JSON.stringify({ pid: holder.pid, born: bornAt(holder.pid!) }));
      expect(() => lockFolder(folder)).toThrow(String(holder.pid));
      await killed(holder);
      const unlock = lockFolder(folder);
      expect(JSON.parse(readFileSync(join(folder, 'instance.pid'), 'utf8'))).toMatchObject({ pid: process.pid });
      unlock();
      expect(existsSync(join(folder, 'instance.pid'))).toBe(false);
    } finally {
      holder.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is free for the next start when the end of the killed process was never collected', async () => {
    const folder = temporaryFolder('lock');
    // The shell becomes another program, which does not know of the child.
    const parent = spawn('/bin/sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 60']);
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(line);
      const born = bornAt(pid);
      while (!readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) await sleep(5);
      writeFileSync(join(folder, 'instance.pid'), JSON.stringify({ pid, born }));
      lockFolder(folder)();
    } finally {
      await killed(parent);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function bornAt(pid: number): string {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()!.split(' ')[19]!;
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Starts the server in a process of its own and kills that process. */
async function startAndDie(dataDir: string): Promise<string> {
  const program = new Program(['test/support/embedded-server.ts', dataDir], {});
  const [url] = await program.says(/postgresql:\S+/);
  await program.stop('SIGKILL');
  return url;
}
