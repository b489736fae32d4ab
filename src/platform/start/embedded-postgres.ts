import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { prepareDataFolder } from './data-folder';
import { anyFreePort, isFree } from './free-port';
import { reasonOf, StartError } from './messages';
import { postgresFolder } from './postgres-binaries';
import { type PostgresRunner, postgresRunner } from './postgres-user';
import { Users } from './process-lock';

export const OWNER = 'yuanlian_owner';
const DATABASE = 'yuanlian';
const LOG_LIMIT_BYTES = 16 * 1024 * 1024;
const ATTEMPTS = 3;

export interface EmbeddedDatabase {
  /** Login of the owner of everything: for migrations and chores, never for requests. */
  ownerUrl: string;
  /** True when the server was running already, e.g. after a kill -9 of the product. */
  attached: boolean;
  /** Ends the use; the server stops when no other process uses it. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Absolute path; everything is kept in its folder `pg18` (major versions cannot share one). */
  dataDir: string;
  /** More `name=value` settings, e.g. `fsync=off` for a server that is thrown away. */
  settings?: readonly string[];
}

/**
 * Starts the packaged PostgreSQL, or attaches to the one that still runs on this data folder. It listens on 127.0.0.1
 * only, on a port kept in the folder; the owner's password is random and kept with mode 0600.
 * @throws StartError with one clear line
 */
export async function startEmbedded({ dataDir, settings = [] }: EmbeddedOptions): Promise<EmbeddedDatabase> {
  prepareDataFolder(dataDir);
  const server = new Server(join(dataDir, 'pg18'), settings);
  server.users.join();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const attached = server.running;
      if (!attached) await server.start();
      await server.prepareDatabase();
      return { ownerUrl: server.url(DATABASE), attached, stop: () => server.leave() };
    } catch (error) {
      // Another process may have stopped the server between the look and the connection, or started it before us.
      if (attempt < ATTEMPTS && !(error instanceof StartError && error.key === 'embedded-user')) continue;
      server.users.leave();
      if (error instanceof StartError) throw error;
      throw new StartError('embedded-failed', { reason: reasonOf(error), log: server.log });
    }
  }
}

class Server {
  readonly log: string;
  readonly users: Users;
  private readonly data: string;
  private readonly native = postgresFolder();
  private readonly runner: PostgresRunner;

  constructor(
    private readonly folder: string,
    private readonly settings: readonly string[],
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    this.data = join(folder, 'data');
    this.log = join(this.data, 'server.log');
    this.users = new Users(join(folder, 'users'));
    this.runner = postgresRunner({ binaries: join(this.native, 'bin'), parent: folder, data: this.data });
  }

  get running(): boolean {
    return existsSync(join(this.data, 'PG_VERSION')) && this.control(['status']).status === 0;
  }

  async start(): Promise<void> {
    if (!existsSync(join(this.data, 'PG_VERSION'))) this.initialise();
    const port = await this.choosePort();
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=200',
      ...this.settings,
    ];
    const options = [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)].join(' ');
    if ((statSync(this.log, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) truncateSync(this.log);
    const started = this.control(['-w', '-t', '120', '-l', this.log, '-o', options, 'start'], { quiet: true });
    if (started.status !== 0 && !this.running) throw new Error(this.lastLogLine());
  }

  /** Creates the product's database once; also the proof that the server answers. */
  async prepareDatabase(): Promise<void> {
    const client = new Client({ connectionString: this.url('postgres') });
    await client.connect();
    try {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`create database ${DATABASE}`);
    } catch (error) {
      if ((error as { code?: string }).code !== '42P04') throw error;
    } finally {
      await client.end();
    }
  }

  url(database: string): string {
    // Line 4 of the server's own file is the port that it really listens on.
    const port = readFileSync(join(this.data, 'postmaster.pid'), 'utf8').split('\n')[3];
    return `postgresql://${OWNER}:${this.password()}@127.0.0.1:${port}/${database}`;
  }

  leave(): Promise<void> {
    if (this.users.leave() && this.running) this.control(['-w', '-m', 'fast', 'stop']);
    return Promise.resolve();
  }

  private control(args: readonly string[], options?: { quiet?: boolean }): ReturnType<PostgresRunner['run']> {
    return this.runner.run(join(this.native, 'bin', 'pg_ctl'), ['-D', this.data, ...args], options);
  }

  /** Data checksums, SCRAM passwords, and the built-in C.UTF-8: with plain C the Chinese trigrams would be empty. */
  private initialise(): void {
    rmSync(this.data, { recursive: true, force: true });
    mkdirSync(this.data, { mode: 0o700 });
    const passwordFile = join(this.data, '..', `initial-${process.pid}`);
    writeFileSync(passwordFile, this.password(), { mode: 0o600 });
    const owner = this.runner.owner;
    for (const path of owner ? [this.data, passwordFile] : []) chownSync(path, owner?.uid ?? 0, owner?.gid ?? 0);
    const locale = ['-E', 'UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const login = ['-U', OWNER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    try {
      const made = this.runner.run(join(this.native, 'bin', 'initdb'), ['-D', this.data, '-k', ...login, ...locale]);
      if (made.status !== 0) throw new Error(lastLine(made.stderr || made.error?.message || ''));
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  private async choosePort(): Promise<number> {
    const file = join(this.folder, 'port');
    const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (kept > 0 && (await isFree(kept, '127.0.0.1'))) return kept;
    const port = await anyFreePort();
    writeFileSync(file, String(port));
    return port;
  }

  private password(): string {
    const file = join(this.folder, 'owner-password');
    if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
    return readFileSync(file, 'utf8');
  }

  private lastLogLine(): string {
    return existsSync(this.log) ? lastLine(readFileSync(this.log, 'utf8')) : 'pg_ctl';
  }
}

/** The last complaint in a log, without its moment, with the detail below it. */
function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  const at = lines.findLastIndex((line) => /FATAL|PANIC|error:|could not/i.test(line));
  const [complaint = '', detail = ''] = at < 0 ? lines.slice(-1) : lines.slice(at);
  const said = (line: string): string => line.replace(/^.*?(?:FATAL|PANIC|DETAIL|HINT|error): +/, '');
  return /DETAIL|HINT/.test(detail) ? `${said(complaint)}: ${said(detail)}` : said(complaint);
}
