import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT, TOP_FILES, WINGS, filesBelow, foldersBelow, linesOf, textOf } from './source-tree';

const TOP_LEVEL = new Set([
  ...['src', 'templates', 'migrations', 'test', 'docker'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'],
  ...['README.md', 'README.zh-CN.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md', 'CONTRIBUTING.md'],
]);
const TOOL_CONFIG = /^[a-z-]+\.config\.(js|cjs|mjs|ts)$/;
const LONG_READMES = ['src/trust/README.md', 'src/referral/matching/README.md'];
/** Inside a room one more level, and code only in these; other names are for data that the room owns. */
const CODE_FOLDERS = ['dto', 'use-cases', 'jobs', 'subscribers', 'tasks'];

/** Files under version control or about to be; without git (an exported archive) whatever lies there. */
function topLevelNames(): string[] {
  try {
    const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 26,
    });
    return [
      ...new Set(
        list
          .split('\n')
          .filter(Boolean)
          .map((path) => path.split('/')[0] ?? path),
      ),
    ];
  } catch {
    return readdirSync(ROOT).filter((name) => name !== 'node_modules' && name !== 'dist');
  }
}

describe('the house', () => {
  it('has only the agreed names at the top', () => {
    const strangers = topLevelNames().filter(
      (name) => !name.startsWith('.') && !TOP_LEVEL.has(name) && !TOOL_CONFIG.test(name),
    );
    expect(strangers).toEqual([]);
  });

  it('has only wings and the starting files in src', () => {
    const allowed = new Set([...WINGS, ...TOP_FILES.flatMap((name) => [`${name}.ts`, `${name}.spec.ts`])]);
    expect(readdirSync(join(ROOT, 'src')).filter((name) => !allowed.has(name))).toEqual([]);
  });

  it('leaves no spec out of npm test: each lies in a folder that is run', () => {
    const specs = filesBelow('test').filter((file) => /^test\/(integration|consistency|e2e)[./].*spec\.ts$/.test(file));
    expect(specs.length).toBeGreaterThan(80);
    const together = textOf('test/integration/small.group-spec.ts');
    const isRun = (file: string): boolean =>
      together.includes(`'${basename(dirname(file))}'`) ||
      file.endsWith('.group-spec.ts') ||
      ['test/integration/programs', 'test/e2e/programs'].includes(dirname(file)) ||
      specs.includes(`${dirname(file)}.group-spec.ts`);
    expect(specs.filter((file) => !isRun(file))).toEqual([]);
  });

  it('has only rooms and a README in a wing', () => {
    const files = filesBelow('src').filter((file) => file.split('/').length === 3);
    expect(files.filter((file) => basename(file) !== 'README.md')).toEqual([]);
  });

  it('has a README of at most 60 lines in every wing', () => {
    const wings = foldersBelow('src').filter((folder) => folder.split('/').length === 2);
    const readmes = filesBelow('src').filter((file) => basename(file) === 'README.md');
    expect(wings.filter((wing) => !readmes.includes(`${wing}/README.md`))).toEqual([]);
    expect(readmes.filter((file) => !LONG_READMES.includes(file) && linesOf(file) > 60)).toEqual([]);
  });

  it('goes at most one level below a room: dto, use-cases, jobs, or data', () => {
    const inner = foldersBelow('src').filter((folder) => folder.split('/').length > 3);
    const holdsCode = (folder: string): boolean => filesBelow(folder).some((file) => file.endsWith('.ts'));
    const depth = (folder: string): number => folder.split('/').length - 3;
    expect(inner.filter((folder) => holdsCode(folder) && !CODE_FOLDERS.includes(basename(folder)))).toEqual([]);
    // A data folder may keep its kinds apart once more (one folder per policy pack).
    expect(inner.filter((folder) => depth(folder) > (holdsCode(folder) ? 1 : 2))).toEqual([]);
  });

  it('has an index.ts in every room that holds TypeScript', () => {
    const files = filesBelow('src').filter((file) => file.endsWith('.ts') && file.split('/').length > 3);
    const rooms = [...new Set(files.map((file) => file.split('/').slice(0, 3).join('/')))];
    expect(rooms.filter((room) => !files.includes(`${room}/index.ts`))).toEqual([]);
  });

  it('has no empty folder', () => {
    const folders = ['src', 'templates', 'migrations', 'test', 'docker'].flatMap(foldersBelow);
    expect(folders.filter((folder) => readdirSync(join(ROOT, folder)).length === 0)).toEqual([]);
  });
});
