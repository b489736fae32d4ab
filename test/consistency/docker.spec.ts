import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose, DOCKER, read } from './docker-files';
import { ROOT } from './source-tree';

const SETTINGS = readFileSync(join(ROOT, 'src/platform/config/config.ts'), 'utf8');
const base = compose('compose.yaml');
const files = ['compose.yaml', 'compose.scale.yaml'];

/** Sources of a COPY line that come from the repository, not from another stage. */
function copied(dockerfile: string): string[] {
  const lines = dockerfile.split('\n').filter((line) => line.startsWith('COPY ') && !line.includes('--from'));
  return lines.flatMap((line) => line.split(/\s+/).slice(1, -1));
}

describe('docker', () => {
  it('copies only what exists, and what the build context lets through', () => {
    const sources = copied(read('Dockerfile'));
    const allowed = read('Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(sources.filter((path) => !allowed.includes(`!${path}`))).toEqual([]);
  });

  it('copies everything that the program reads at run time into the last stage', () => {
    const last =
      read('Dockerfile')
        .split(/^FROM /m)
        .at(-1) ?? '';
    for (const path of ['dist', 'templates', 'migrations', 'package.json', 'node_modules']) {
      expect(last).toMatch(new RegExp(`^COPY .*\\b${path}\\b`, 'm'));
    }
  });

  it('builds with the Node version that package.json asks for', () => {
    expect(read('Dockerfile').match(/^FROM node:(\d+)/gm)).toEqual(['FROM node:20', 'FROM node:20']);
  });

  it.each(files)('%s names services, volumes and files that exist', (file) => {
    const { services } = compose(file);
    const known = { ...base.services, ...services };
    for (const service of Object.values(services)) {
      const wanted = Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on ?? {});
      expect(wanted.filter((name) => !(name in known))).toEqual([]);
      const sources = (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '');
      const lost = sources.filter((source) =>
        source.startsWith('.') ? !existsSync(join(DOCKER, source)) : !(source in (base.volumes ?? {})),
      );
      expect(lost).toEqual([]);
      if (service.build) expect(existsSync(join(DOCKER, service.build.context, service.build.dockerfile))).toBe(true);
    }
  });

  it('starts programs that the build makes', () => {
    const programs = Object.values(base.services).flatMap(({ command = [] }) =>
      command.flatMap((part) => part.split(' ')).filter((word) => word.startsWith('dist/')),
    );
    const started = [...programs, ...(/"(dist\/[^"]+)"/.exec(read('Dockerfile'))?.slice(1) ?? [])];
    expect(started.length).toBeGreaterThan(3);
    expect(
      started.filter((path) => !existsSync(join(ROOT, path.replace(/^dist/, 'src').replace(/js$/, 'ts')))),
    ).toEqual([]);
  });

  it('gives the product only settings that it knows', () => {
    const names = Object.values(base.services)
      .filter(({ image }) => image === 'yuanlian')
      .flatMap(({ environment = {} }) => Object.keys(environment));
    expect(names.filter((name) => !SETTINGS.includes(`  ${name}:`))).toEqual([]);
  });

  it('keeps the password of the owner away from web and worker', () => {
    for (const name of ['web', 'worker']) expect(JSON.stringify(base.services[name])).not.toContain('OWNER_PASSWORD');
  });

  it('asks for nothing that the example does not name', () => {
    const asked = new Set([...read('compose.yaml').matchAll(/\$\{(\w+):\?\}/g)].map(([, name]) => name ?? ''));
    const named = read('example.env')
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect([...asked].filter((name) => !named.includes(name))).toEqual([]);
  });

  it('has only files that the README speaks of or a file uses', () => {
    const texts = readdirSync(DOCKER).map((name) => [name, read(name)] as const);
    const unused = texts
      .filter(([name]) => name !== 'README.md' && name !== 'Dockerfile.dockerignore')
      .filter(([name]) => !texts.some(([other, text]) => other !== name && text.includes(name)));
    expect(unused.map(([name]) => name)).toEqual([]);
  });
});
