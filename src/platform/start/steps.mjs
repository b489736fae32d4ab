// What start, test and task share before anything is installed: plain Node, no dependency.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const INSTALLED = join(root, 'node_modules', '.installed');
const BUILT = join(root, 'dist', '.built');
const BUILD_SETTINGS = ['package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', '.swcrc'];
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/;

/** One text in both languages. */
export function say(key, values = {}) {
  const both = ['zh-CN', 'en'].map((language) => {
    const texts = JSON.parse(readFileSync(join(root, 'templates', 'texts', language, 'start.json'), 'utf8'));
    return texts[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  });
  return both.join(' / ');
}

/** Prints one clear line and ends the process with 1. */
export function fail(key, values) {
  console.error(say(key, values));
  process.exit(1);
}

let number = 0;
/** Runs a step and prints its number and seconds; `work` returns false when nothing had to be done. */
export function step(key, work) {
  number += 1;
  const began = performance.now();
  const title = `[${number}] ${say(key)}`;
  if (process.stdout.isTTY) process.stdout.write(`${title} …\r`);
  const worked = work();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${title}: ${worked === false ? say('unchanged') : ''} ${seconds} s`.replace(/: +/, ': '));
  return number;
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!fits) fail('node-too-old', { version: process.versions.node });
}

const digest = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const lockDigest = () => digest(readFileSync(join(root, 'package-lock.json')));
const stampOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const ageOf = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function installed() {
  if (stampOf(INSTALLED) === lockDigest()) return true;
  // Installed by hand: npm leaves a lock file of its own, newer than ours.
  const byHand = ageOf(join(root, 'node_modules', '.package-lock.json')) > ageOf(join(root, 'package-lock.json'));
  if (byHand && !existsSync(INSTALLED)) writeFileSync(INSTALLED, lockDigest());
  return byHand && stampOf(INSTALLED) === lockDigest();
}

function npm(...args) {
  const own = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  const stdio = ['ignore', 'ignore', 'pipe'];
  return spawnSync(own[0], [...own[1], ...args], { cwd: root, encoding: 'utf8', stdio, maxBuffer: 2 ** 26 });
}

/** Without a network npm would try each of hundreds of packages again and again, for minutes. */
function reachable() {
  const ping = npm('ping', '--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=15000');
  // A mirror that does not know the question has answered all the same.
  return ping.status === 0 || !UNREACHABLE.test(ping.stderr ?? '');
}

/** Installs unless the stamp says that this very lock file is installed. `npm ci` refuses locks made on a mirror that
 * serves one platform only. Without a network the packages may still be in npm's cache. */
export function install() {
  if (installed()) return false;
  const wanted = ['install', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  const online = reachable();
  const done = npm(...wanted, online ? '--prefer-offline' : '--offline');
  if (done.status !== 0) {
    if (!online || UNREACHABLE.test(done.stderr ?? '')) fail('no-network');
    console.error(done.stderr || done.error?.message);
    fail('install-failed');
  }
  writeFileSync(INSTALLED, lockDigest());
  return true;
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Everything that the build reads; migrations and templates are read where they lie. */
function sourceDigest() {
  const files = [...BUILD_SETTINGS.map((name) => join(root, name)), ...filesBelow(join(root, 'src'))];
  return digest(...files.flatMap((file) => [file.slice(root.length), '\0', readFileSync(file)]));
}

/** Builds unless the stamp in dist is that of the present source; a failed build leaves no stamp. Without the type check,
 * most of a build's time: `npm run typecheck` is a step of CI. */
export function build() {
  const source = sourceDigest();
  if (stampOf(BUILT) === source) return false;
  const command = [join(root, 'node_modules/@nestjs/cli/bin/nest.js'), 'build', '--no-type-check'];
  const nest = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 26,
  });
  const assets = nest.status === 0 ? runHere('assets.mjs') : nest;
  if (assets.status !== 0) {
    console.error(`${nest.stdout}${nest.stderr}`);
    fail('build-failed');
  }
  writeFileSync(BUILT, source);
  return true;
}

function runHere(script) {
  return spawnSync(process.execPath, [join(root, 'src/platform/start', script)], { cwd: root, stdio: 'inherit' });
}

/** The exit code of a child, also when a signal ended it. */
export function exitCode(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 1);
}
