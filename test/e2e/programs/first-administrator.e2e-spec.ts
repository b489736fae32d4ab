import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { householdInput } from '../../factories/households.factory';
import { startApp, type TestApp, testConfig } from '../../support/app';
import { codeOf } from '../../support/authenticator';
import { temporaryFolder } from '../../support/cluster';
import { ConsoleVisitor } from '../../support/console';
import { createBareDatabase, type TestDatabase } from '../../support/database';
import { runProgram } from '../../support/program';
import { listOf } from '../../integration/consistency/catalogue';

const DIVISIONS: Record<string, string> = {
  'provinces.csv': 'code,name\n98,测试省\n',
  'cities.csv': 'code,name,provinceCode\n9801,测试市,98\n',
  'areas.csv': 'code,name,cityCode,provinceCode\n980101,测试区,9801,98\n',
  'streets.csv': 'code,name,areaCode,provinceCode,cityCode\n980101001,测试镇,980101,98,9801\n',
  'villages.csv': 'code,name,streetCode,provinceCode,cityCode,areaCode\n980101001001,测试村,980101001,98,9801,980101\n',
};
const PASSWORD = 'a long enough sentence 42';
const UNITS = `tier,region,name,operator,phone
centre,980101,测试区中心,某社工机构,
station,980101001,测试镇服务站,某社工机构,028-00000000
window,980101001001,测试村窗口,,
authority,980101,测试区民政局,,
`;

describe('an installation with DEMO=off', () => {
  let folder: string;
  let database: TestDatabase;
  let app: TestApp;
  const task = (...args: string[]): Promise<{ code: number; output: string }> =>
    runProgram(['src/task.ts', ...args], {
      DATABASE_URL: database.ownerUrl,
      SECRET_KEYS: testConfig(database).secretKeys ?? '',
    });

  beforeAll(async () => {
    folder = temporaryFolder('first');
    database = await createBareDatabase();
    for (const [name, text] of Object.entries(DIVISIONS)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'units.csv'), UNITS);
  });
  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the link of the last line that the task printed, sets the password there and signs in with it. */
  const firstSignIn = async (username: string, output: string): Promise<ConsoleVisitor> => {
    const { url } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as { url: string };
    const link = new URL(url).pathname;
    expect((await new ConsoleVisitor(app).submit(link, link, { password: PASSWORD })).status).toBe(303);
    return new ConsoleVisitor(app).signIn(username, PASSWORD);
  };

  it('is set up by chores, on a database without tables', async () => {
    const early = await task('load-units', join(folder, 'units.csv'));
    expect(early).toMatchObject({ code: 1, output: expect.stringContaining('980101') });
    expect(early.output.trim().split('\n')).toHaveLength(1);
    expect(await task('load-divisions', folder)).toMatchObject({ code: 0 });
    expect(await task('load-units', join(folder, 'units.csv'))).toMatchObject({ code: 0 });
    expect(await task('load-units', join(folder, 'units.csv'))).toMatchObject({ code: 0 });
    writeFileSync(join(folder, 'wrong.csv'), UNITS.replace('window,', 'windows,'));
    expect(await task('load-units', join(folder, 'wrong.csv'))).toMatchObject({
      code: 1,
      output: expect.stringContaining('3: tier'),
    });
  });

  it('has no account that somebody could know beforehand (ASVS 5.0 6.3.2)', async () => {
    expect(await listOf(database.ownerUrl, 'select username from accounts')).toEqual([]);
  });

  it('gets its first administrator, who makes the accounts of the centre; its worker opens a file', async () => {
    const made = await task('create-administrator', 'root.admin', '--json');
    app = await startApp(database);
    const administrator = await firstSignIn('root.admin', made.output);
    const early = await administrator.get('/console/accounts/new');
    expect([early.status, early.headers.location]).toEqual([303, expect.stringContaining('/console/second-factor')]);
    await administrator.enrol();

    const page = await administrator.get('/console/accounts/new');
    const unitOf = (name: string): string =>
      new RegExp(`<option value="([0-9a-f-]{36})"[^>]*>\\s*${name}`).exec(page.text)?.[1] ?? '';
    const secrets = new Map<string, string>();
    const make = async (username: string, role: string, unit: string): Promise<ConsoleVisitor> => {
      const answer = await administrator.submit('/console/accounts/new', '/console/accounts/new', {
        ...{ username, displayName: username, role, unitId: unitOf(unit) },
      });
      const link = /\/password-resets\/[\w-]+/.exec(answer.text)?.[0] ?? '';
      await new ConsoleVisitor(app).submit(link, link, { password: PASSWORD });
      const visitor = await new ConsoleVisitor(app).signIn(username, PASSWORD);
      secrets.set(username, await visitor.enrol());
      return visitor;
    };
    const centre = await make('centre.one', 'centre-worker', '测试区中心');
    expect((await centre.get('/console')).status).toBe(200);
    await make('window.one', 'window-worker', '测试村窗口');
    await make('evaluator.one', 'evaluator', '测试区民政局');
    expect((await administrator.get('/console/accounts')).text).toContain('evaluator.one');

    const session = await app.api().post('sessions', {
      ...{ username: 'window.one', password: PASSWORD },
      code: codeOf(secrets.get('window.one') ?? '', 1),
    });
    const api = app.api((session.body as { token: string }).token);
    const file = await api.post('households', householdInput({ regionCode: '980101001001' }));
    expect(file.status).toBe(201);
    const seen = await api.get('households');
    expect((seen.body as { items: unknown[] }).items).toHaveLength(1);
  });

  it('asks for the unit where an administrator of everything forgets it', async () => {
    const again = await task('create-administrator', 'second.admin', '--json');
    const administrator = await firstSignIn('second.admin', again.output);
    await administrator.enrol();
    const answer = await administrator.submit('/console/accounts/new', '/console/accounts/new', {
      ...{ username: 'nowhere.one', displayName: '王芳', role: 'evaluator', unitId: '' },
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('王芳');
  });
});
