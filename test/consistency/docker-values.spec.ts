import { Config, loadConfig } from '../../src/platform/config';
import { compose, read, type Service } from './docker-files';
import { filesBelow, textOf } from './source-tree';

const base = compose('compose.yaml');
const scaled = compose('compose.scale.yaml');
const dockerfile = read('Dockerfile');
const nginx = read('nginx.conf');
const service = (name: string): Service => base.services[name] ?? {};
const product = Object.entries(base.services).filter(([, { image }]) => image === 'yuanlian');
const standard = new Config();

/** The values of the example, with a text for each that it leaves open. */
const EXAMPLE: Record<string, string> = {
  OWNER_PASSWORD: 'owner',
  APP_PASSWORD: 'app',
  WORKER_PASSWORD: 'worker',
  SECRET_KEYS: `one:${Buffer.alloc(32, 1).toString('base64')}`,
  PUBLIC_URL: 'https://yuanlian.example.cn',
};
const filled = (text: string): string =>
  text.replace(/\$\{(\w+):[?-]([^}]*)\}/g, (_, name: string, otherwise: string) => EXAMPLE[name] ?? otherwise);
const environmentOf = ({ environment = {} }: Service): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)]));
const taskNames = filesBelow('src')
  .filter((file) => textOf(file).includes('defineTask('))
  .flatMap((file) => [...textOf(file).matchAll(/name: '([a-z-]+)',/g)].map(([, name]) => name));

describe('docker says what the product does', () => {
  it.each(product)('%s has an environment that the product accepts', (_, one) => {
    const config = loadConfig(environmentOf(one));
    expect(config).toMatchObject({ publicUrl: EXAMPLE['PUBLIC_URL'], secretKeys: EXAMPLE['SECRET_KEYS'], demo: false });
    // An explicit PORT would have to be the published one.
    expect(config.portExplicit).toBe(false);
  });

  it('publishes the port that the product listens on, and the proxy its own', () => {
    const inside = (ports: string[] = []): string[] => ports.map((port) => port.split(':').at(-1) ?? '');
    expect(inside(service('web').ports)).toEqual([String(standard.port)]);
    expect(/^EXPOSE (\d+)$/m.exec(dockerfile)?.[1]).toBe(String(standard.port));
    expect(inside(scaled.services['proxy']?.ports)).toEqual([/listen (\d+);/.exec(nginx)?.[1]]);
    expect(Object.values(base.services).filter(({ ports }) => ports)).toHaveLength(1);
  });

  it('leads the proxy to a service that is there, on its port', () => {
    const upstreams = [...nginx.matchAll(/https?:\/\/([\w-]+):(\d+)/g)].map(([, name, port]) => ({ name, port }));
    expect(upstreams).toEqual([{ name: 'web', port: String(standard.port) }]);
    expect(Object.keys(base.services)).toContain('web');
  });

  it('asks for health where the product answers', () => {
    const asked = /127\.0\.0\.1:(\d+)\/([\w/]+)'/.exec(service('web').healthcheck?.test.join(' ') ?? '');
    expect(asked?.[1]).toBe(String(standard.port));
    expect(textOf('src/platform/http/health.controller.ts')).toContain(`@Get('${asked?.[2]}')`);
  });

  it('runs chores that there are', () => {
    const texts = [read('compose.yaml'), read('README.md')].join('\n');
    const named = [...texts.matchAll(/(?:dist\/task\.js|npm run task --) ([a-z-]+)/g)].map(([, name]) => name);
    expect(named).toEqual(expect.arrayContaining(['migrate', 'load-demonstration', 'backup']));
    expect(named.filter((name) => !taskNames.includes(name))).toEqual([]);
  });

  it('finds database and queue by the names of their services and with their logins', () => {
    const { POSTGRES_USER: owner, POSTGRES_DB: name } = environmentOf(service('postgres'));
    const roles = { DATABASE_URL: owner, DATABASE_APP_URL: 'yuanlian_app', DATABASE_WORKER_URL: 'yuanlian_worker' };
    const addresses = product.flatMap(([, one]) => Object.entries(environmentOf(one)));
    for (const [setting, role] of Object.entries(roles)) {
      const urls = addresses.flatMap(([key, value]) => (key === setting ? [new URL(value)] : []));
      expect(urls.length).toBeGreaterThan(0);
      for (const url of urls)
        expect([url.hostname, url.port, url.username, url.pathname]).toEqual(['postgres', '5432', role, `/${name}`]);
    }
    const redis = addresses.filter(([key]) => key === 'REDIS_URL').map(([, value]) => new URL(value).hostname);
    expect(new Set(redis)).toEqual(new Set(['redis']));
    expect(Object.keys(base.services)).toEqual(expect.arrayContaining(['postgres', 'redis']));
    for (const role of ['yuanlian_app', 'yuanlian_worker'])
      expect(textOf('src/platform/start/database-roles.ts')).toContain(`'${role}'`);
  });

  it('has the PostgreSQL that the product brings along elsewhere', () => {
    const { optionalDependencies } = JSON.parse(textOf('package.json')) as { optionalDependencies: object };
    const [brought] = Object.values(optionalDependencies) as string[];
    expect(base.services['postgres']?.image).toBe(`postgres:${brought?.split('.')[0]}`);
  });

  it('keeps the data folder of all its processes in one volume: uploads go from web to worker through it', () => {
    const folder = /\bDATA_DIR=(\S+)/.exec(dockerfile)?.[1];
    expect(dockerfile).toMatch(new RegExp(`^VOLUME ${folder}$`, 'm'));
    expect(new Set(product.map(([, { volumes }]) => JSON.stringify(volumes)))).toEqual(
      new Set([JSON.stringify([`data:${folder}`])]),
    );
  });
});
