import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../../src/platform/config';
import { prepareDataFolder } from '../../../src/platform/start/data-folder';
import { anyFreePort } from '../../../src/platform/start/free-port';
import { openDatabase } from '../../../src/platform/start/open-database';
import { lineOf } from '../../../src/platform/start/run-process';
import { settlePort } from '../../../src/platform/start/serve';
import { CLUSTER_URL, temporaryFolder, urlOf } from '../../support/cluster';
import { Program, runProgram } from '../../support/program';

const ALL_IN_ONE = ['src/all-in-one.ts'];
const READY = /Ready: (http:\S+)/;
const NOBODY_SERVES = 'postgres://o:p@127.0.0.1:1/x';

describe('starting the product', () => {
  let folder: string;
  let port: string;
  const running: Program[] = [];

  const start = (environment: Record<string, string> = {}): Program => {
    const program = new Program(ALL_IN_ONE, { DATA_DIR: folder, PORT: port, ...environment });
    running.push(program);
    return program;
  };

  beforeEach(async () => {
    folder = temporaryFolder('start');
    port = String(await anyFreePort());
  });

  afterEach(async () => {
    for (const program of running.splice(0)) await program.stop('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  it('serves, keeps a second instance out, survives kill -9 and stops on a signal with 0', async () => {
    const first = start();
    const [, address] = await first.says(READY);
    expect((await fetch(`${address}/api/openapi.json`)).status).toBe(200);

    const second = await runProgram(ALL_IN_ONE, { DATA_DIR: folder, PORT: String(await anyFreePort()) });
    expect(second.code).toBe(1);
    expect(second.output).toContain(`process ${first.child.pid}`);
    expect(second.output.trim().split('\n')).toHaveLength(1);

    await first.stop('SIGKILL');
    const third = start();
    await third.says(READY);
    expect(third.output).toContain('attached');

    expect(await third.stop('SIGINT')).toBe(0);
    expect(existsSync(join(folder, 'pg18/data/postmaster.pid'))).toBe(false);
    expect(existsSync(join(folder, 'instance.pid'))).toBe(false);
  });

  it('makes a backup while it runs, which a new installation restores', async () => {
    const product = start();
    await product.says(READY);
    const file = join(folder, 'backup.gz');
    const written = await runProgram(['src/task.ts', 'backup', file, '--json'], { DATA_DIR: folder });
    expect(written).toMatchObject({ code: 0 });
    expect((await fetch(`http://127.0.0.1:${port}/api/openapi.json`)).status).toBe(200);

    const elsewhere = { DATA_DIR: join(folder, 'new') };
    const restored = await runProgram(['src/task.ts', 'restore', file, '--json'], elsewhere);
    expect(restored).toMatchObject({ code: 0 });
    const resultOf = ({ output }: { output: string }): { tables: unknown } =>
      JSON.parse(output.trim().split('\n').at(-1) ?? '') as { tables: unknown };
    expect(resultOf(restored).tables).toEqual(resultOf(written).tables);
    expect(existsSync(join(folder, 'new/pg18/data/postmaster.pid'))).toBe(false);
  });

  it('says in one line what is wrong, without a password, and ends with 1', async () => {
    const { code, output } = await runProgram(ALL_IN_ONE, {
      DATA_DIR: folder,
      PORT: port,
      DATABASE_URL: NOBODY_SERVES,
    });
    expect(output).toMatch(/DATABASE_URL does not work \(127\.0\.0\.1:1\/x\): .*ECONNREFUSED/);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).not.toContain('o:p@');
    expect(code).toBe(1);
  });

  // As the program, up to its open database, in this process: starting one takes seconds.
  it.each<[string, () => Record<string, string>, RegExp]>([
    ['a database address that is none', () => ({ DATABASE_URL: 'mysql://x' }), /Wrong settings: .*DATABASE_URL/],
    [
      'a host without a name',
      () => ({ DATABASE_URL: 'postgres://o:p@no-such-host.invalid/x' }),
      /does not work .*no-such-host/,
    ],
    [
      'a database that does not exist',
      () => ({ DATABASE_URL: urlOf(process.env[CLUSTER_URL] ?? '', 'nowhere') }),
      /DATABASE_URL does not work \(127\.0\.0\.1:\d+\/nowhere\): database "nowhere" does not exist/,
    ],
    [
      'a password that is not the one of the database',
      () => ({ DATABASE_URL: Object.assign(new URL(process.env[CLUSTER_URL] ?? ''), { password: 'wrong' }).href }),
      /DATABASE_URL does not work .*password authentication failed/,
    ],
    ['a port that is none', () => ({ PORT: '99999' }), /Wrong settings: .*PORT/],
    ['a data folder below a file', () => ({ DATA_DIR: join(folder, 'file/below') }), /cannot be written: E\w+/],
    ['a port that is taken', () => ({ PORT: new URL(process.env[CLUSTER_URL] ?? '').port }), /Port \d+ is already/],
  ])('says in one line what is wrong with %s', async (_what, environment, line) => {
    writeFileSync(join(folder, 'file'), '');
    const begin = async (): Promise<unknown> => {
      const config = loadConfig({ DATA_DIR: folder, HOST: '127.0.0.1', PORT: port, ...environment() });
      prepareDataFolder(config.dataDir);
      await settlePort(config);
      return openDatabase(config);
    };
    const said = await begin().then(() => 'started', lineOf);
    expect(said).toMatch(line);
    expect(said.split('\n')).toHaveLength(1);
    expect(said).not.toContain('o:p@');
  });
});

describe('chores', () => {
  it('are listed', async () => {
    const list = await runProgram(['src/task.ts'], {});
    expect(list).toMatchObject({ code: 0 });
    expect(list.output).toMatch(/^ {2}backup FILE$/m);
  });
});
