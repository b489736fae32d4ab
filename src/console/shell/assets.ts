import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../platform/database';

/** Where the built style sheet and the own scripts lie. */
export const assetsFolder = join(projectRoot(), 'dist', 'console', 'shell', 'assets');

/** Own asset folder in the sources, for what needs no building. */
export const sourceAssetsFolder = join(projectRoot(), 'src', 'console', 'shell', 'assets');

/** Own files that pages load. */
export const ownFiles = [
  ...['theme.css', 'start.js', 'answers.js', 'icon.svg'],
  // For work without a network (R103).
  ...[
    'field.js',
    'field-begin.js',
    'field-questions.js',
    'field-send.js',
    'field-sheet.js',
    'field-store.js',
    'field-words.js',
    'field-worker.js',
  ],
];

/** Packages whose browser files are served as they are. */
export const packageFiles: Record<string, string> = {
  'htmx.js': join(dirname(require.resolve('htmx.org/package.json')), 'dist', 'htmx.min.js'),
  'govuk.js': join(dirname(require.resolve('govuk-frontend/package.json')), 'dist', 'govuk', 'govuk-frontend.min.js'),
};

/** Where one of the own files lies: built, or as it is in the sources. */
export function ownFile(name: string): string {
  const built = join(assetsFolder, name);
  return existsSync(built) ? built : join(sourceAssetsFolder, name);
}

/** Changes whenever a file changes, so that browsers may keep each address for ever. */
function version(): string {
  const hash = createHash('sha256');
  const own = ownFiles.flatMap((name) => [join(assetsFolder, name), join(sourceAssetsFolder, name)]);
  for (const file of [...own, ...Object.values(packageFiles)]) {
    if (existsSync(file)) hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Address below which all assets are served. */
export const assetsBase = `/assets/${version()}`;
