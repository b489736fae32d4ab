import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../..');
const read = <T>(file: string): T => JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as T;

type Entry = [version: string, licence: string, reason: string];
interface List {
  lookedAt: string;
  runtime: Record<string, Entry>;
  development: Record<string, Entry>;
}
type Manifest = Record<'dependencies' | 'optionalDependencies' | 'devDependencies', Record<string, string>>;
interface Lock {
  packages: Record<string, { license?: string; dev?: boolean; hasInstallScript?: boolean }>;
}

/** Licences under which a package may be shipped with this product (Apache-2.0). */
const FITTING =
  /^\(?(MIT|MIT-0|MIT\/X11|ISC|0BSD|BSD-[023]-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|Python-2\.0|Zlib|CC0-1\.0)\b/;
/** Known gaps: packages that state no licence, and how they come in. */
const STATES_NONE: Record<string, string> = { 'node_modules/buffers': 'by exceljs, unzipper and binary' };

describe('the list of dependencies', () => {
  const list = parse(readFileSync(join(ROOT, 'src/platform/start/dependencies.yaml'), 'utf8')) as List;
  const manifest = read<Manifest>('package.json');
  const { packages } = read<Lock>('package-lock.json');

  it('names each package with the version and the licence that are installed, and a reason', () => {
    const listed = Object.entries({ ...list.runtime, ...list.development });
    const installed = Object.entries({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.devDependencies,
    }).map(([name, version]) => [name, version, packages[`node_modules/${name}`]?.license]);
    expect(listed.map(([name, [version, licence]]) => [name, version, licence]).sort()).toEqual(installed.sort());
    expect(listed.filter(([, [, , reason]]) => reason.trim().length < 4)).toEqual([]);
    expect(list.lookedAt).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it('ships nothing under a licence that does not fit, down to the last package', () => {
    const strange = Object.entries(packages).filter(
      ([path, { license = '', dev }]) => path !== '' && !dev && !FITTING.test(license) && !STATES_NONE[path],
    );
    expect(strange.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });

  it('asks for exact versions', () => {
    const loose = Object.values(manifest.dependencies).concat(Object.values(manifest.devDependencies));
    expect(loose.filter((version) => !/^\d/.test(version))).toEqual([]);
  });
});
