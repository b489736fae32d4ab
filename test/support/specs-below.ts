import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const SPEC = /\.((int|e2e)-)?spec\.ts$/;

/**
 * Runs all specs of a folder in one Jest file, so that the product's 4,000 modules are loaded once and not once a spec:
 * that took longer than most of them. Each keeps its application, its database and its hooks.
 * @param folder absolute path
 * @param options.recursive the folders below it too
 */
export function specsBelow(folder: string, { recursive = false } = {}): void {
  const files = readdirSync(folder, { recursive, encoding: 'utf8' }).filter((name) => SPEC.test(name));
  for (const file of files.sort())
    describe(file.replace(SPEC, ''), () => {
      require(join(folder, file));
    });
}
