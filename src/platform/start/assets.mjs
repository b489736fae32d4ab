// After the build: the style sheet of the console, and the scripts, fonts and pictures that pages load from npm packages.
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const target = join(root, 'dist/console/shell/assets');
const theme = join(root, 'src/console/shell/assets/theme.scss');
const modules = join(root, 'node_modules');
const COPIES = [
  ['htmx.org/dist/htmx.min.js', 'htmx.min.js'],
  ['govuk-frontend/dist/govuk/govuk-frontend.min.js', 'govuk-frontend.min.js'],
  ['govuk-frontend/dist/govuk/assets', 'govuk'],
];

mkdirSync(target, { recursive: true });
for (const [from, to] of COPIES) {
  if (existsSync(join(modules, from))) cpSync(join(modules, from), join(target, to), { recursive: true });
}
// The compiler made CommonJS of them, which no browser reads.
const scripts = readdirSync(join(root, 'src/console/shell/assets')).filter((name) => name.endsWith('.js'));
for (const name of scripts) cpSync(join(root, 'src/console/shell/assets', name), join(target, name));
if (existsSync(theme)) {
  const sass = await import('sass');
  const { css } = sass.compile(theme, { loadPaths: [modules], style: 'compressed', quietDeps: true });
  writeFileSync(join(target, 'theme.css'), css);
}
