// The start of the product from a copy with nothing installed, as somebody sees it who has just cloned it. Figures go to
// standard output; the first that is not as promised ends it with 1. Needs the npm registry, and nothing but Node.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COLD_SECONDS = 300;
const WARM_SECONDS = 15;
const SOLVE_SECONDS = 60;
const LEFT_BEHIND = ['node_modules', 'dist', '.data', '.git', 'coverage'];
const source = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'yuanlian-clean-'));
const copy = join(folder, 'copy');
const nobody = { uid: 65534, gid: 65534 };
const port = await freePort();
const groups = new Set();
const databases = new Set([join(copy, '.data')]);

process.on('exit', () => {
  for (const group of groups) kill(group, 'SIGKILL');
  for (const data of databases) stopServer(join(data, 'pg18/data/postmaster.pid'));
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});
const kill = (group, signal) => {
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended.
  }
};

/** A database outlives whoever started it. */
function stopServer(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGQUIT');
  } catch {
    // It has ended.
  }
}

/** Below the range of outgoing connections: one of the product's own would take the port between two starts. */
function freePort() {
  const free = 15000 + Math.floor(Math.random() * 15000);
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(freePort()));
    server.listen(free, '127.0.0.1', () => server.close(() => resolve(free)));
  });
}

function check(holds, what, output = '') {
  if (holds) return;
  console.error(`not as promised: ${what}\n${output}`);
  process.exit(1);
}

/** A program of the copy in a process group of its own, as a terminal would start it. */
function run(args, environment = {}, user = {}) {
  const { PATH, HOME = folder } = process.env;
  const env = { PATH, HOME, PORT: String(port), LOG_LEVEL: 'warn', ...environment };
  const child = spawn('npm', args, { cwd: copy, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...user });
  if (environment.DATA_DIR) databases.add(environment.DATA_DIR);
  const program = { child, began: performance.now(), output: '', errors: '' };
  groups.add(child.pid);
  child.stdout.on('data', (text) => (program.output += text));
  child.stderr.on('data', (text) => ((program.output += text), (program.errors += text)));
  program.ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
  program.seconds = () => (performance.now() - program.began) / 1000;
  return program;
}

/** Waits until it says that it is ready, and looks whether it is. */
async function ready(program, limit, what) {
  const late = setTimeout(() => check(false, `${what}: ready within ${limit} s`, program.output), limit * 1000);
  while (!/Ready: http/.test(program.output)) {
    const end = await Promise.race([program.ended, new Promise((resolve) => setTimeout(resolve, 50))]);
    check(end === undefined, `${what}: ended with ${end}`, program.output);
  }
  clearTimeout(late);
  console.log(`${what}: ready after ${program.seconds().toFixed(1)} s`);
  for (const line of program.output.match(/^\[\d+\].*/gm) ?? []) console.log(`    ${line}`);
  for (const path of ['/health/ready', '/console/sign-in']) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    check(answer.status === 200, `${path} answers 200, not ${answer.status}`, await answer.text());
  }
}

/** What the API answers; a body is posted. */
async function ask(token, path, body) {
  const headers = { ...(token && { authorization: `Bearer ${token}` }) };
  if (body) Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': randomUUID() });
  const init = { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) };
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, init);
  const text = await answer.text();
  check(answer.ok, `${path} is answered, not with ${answer.status}`, text);
  return JSON.parse(text);
}

const signIn = async (username) => (await ask(null, 'sessions', { username, password: 'yuanlian-demo' })).token;

/** Waits until the job has brought an allocation to a state. */
async function reached(token, id, state) {
  const late = performance.now() + SOLVE_SECONDS * 1000;
  for (;;) {
    const row = await ask(token, `allocations/${id}`);
    if (row.state === state) return row;
    const working = ['queued', 'solving', 'publishing'].includes(row.state);
    check(working && performance.now() < late, `the allocation is ${state}`, JSON.stringify(row));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * The needs of the demonstration are shared out, published by somebody else, and proved by the script that the build has laid
 * down: nothing of the product is asked but the file.
 */
async function certificate() {
  const [orderer, publisher] = [await signIn('centre'), await signIn('centre2')];
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const order = { name: 'Clean start', beginsOn: today, endsOn: today, model: 'full' };
  const { id } = await ask(orderer, 'allocations', order);
  await reached(orderer, id, 'solved');
  await ask(orderer, `allocations/${id}/review`, {});
  await ask(publisher, `allocations/${id}/publish`, { reason: 'looked through line by line' });
  const { counts, problemDigest } = await reached(publisher, id, 'published');
  const proof = await ask(orderer, `allocations/${id}/certificate`);
  const file = join(folder, 'certificate.json');
  const verify = (content) => {
    writeFileSync(file, JSON.stringify(content));
    return spawnSync(process.execPath, [join(copy, 'dist/referral/allocations/verify-certificate.mjs'), file]);
  };
  const taken = verify(proof);
  check(taken.status === 0, 'the certificate of a published allocation is accepted', String(taken.stderr));
  check(String(taken.stdout).includes(problemDigest), 'and proves the problem that is told', String(taken.stdout));
  const place = proof.prices.offering.findIndex((price) => price >= 0);
  proof.prices.offering[place] += 1;
  const refused = verify(proof);
  check(refused.status === 1 && /^REFUSED: prices/.test(refused.stderr), 'with another price it is refused');
  console.log(
    `certificate of ${counts.needs} needs, ${counts.assigned} served: accepted, and refused with one price changed`,
  );
}

/** It has to end by itself with one line that says why. */
async function refuse(environment, line, what, user) {
  const program = run(['start'], environment, user);
  check((await program.ended) !== 0, `${what}: exit code is not 0`, program.output);
  check(line.test(program.errors), `${what}: says so`, program.output);
  check(program.errors.trim().split('\n').length === 1, `${what}: in one line`, program.errors);
  console.log(`${what}: refused after ${program.seconds().toFixed(1)} s: ${program.errors.trim()}`);
}

/** Ctrl-C: the signal reaches the whole group. npm answers it with its own death; the product stops with its database. */
async function stop(program, data = join(copy, '.data')) {
  kill(program.child.pid, 'SIGINT');
  const code = await program.ended;
  check(code === 0 || code === 'SIGINT', `stops, not ${code}`, program.output);
  for (const file of ['instance.pid', 'pg18/data/postmaster.pid']) {
    check(!existsSync(join(data, file)), `takes ${file} away when it stops`, program.output);
  }
}

for (const name of readdirSync(source)) {
  if (!LEFT_BEHIND.includes(name)) cpSync(join(source, name), join(copy, name), { recursive: true });
}
chmodSync(folder, 0o755);

const offline = { npm_config_registry: 'http://127.0.0.1:1', npm_config_cache: join(folder, 'no-cache') };
await refuse(offline, /registry cannot be reached/, 'no network');

const first = run(['start']);
await ready(first, COLD_SECONDS, 'cold start with demonstration');
kill(first.child.pid, 'SIGKILL');
await first.ended;

const second = run(['start']);
await ready(second, WARM_SECONDS, 'second start after kill -9');
check(/attached/.test(second.output), 'attaches to the database that was left', second.output);
check((second.output.match(/unchanged/g) ?? []).length === 2, 'neither installs nor builds again', second.output);
await certificate();
await stop(second);

const stamp = () => readFileSync(join(copy, 'dist/.built'), 'utf8');
const built = stamp();
appendFileSync(join(copy, 'src/main.ts'), '// Changed.\n');
const list = run(['run', 'task']);
check((await list.ended) === 0 && stamp() !== built, 'a changed source is built again', list.output);
console.log(`a changed source: built again after ${list.seconds().toFixed(1)} s`);

if (process.getuid() === 0) {
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const rooted = run(['start'], { DEMO: 'off', DATA_DIR: join(closed, 'data') });
  await ready(rooted, 60, 'root, data below a folder that only root may enter');
  await stop(rooted, join(closed, 'data'));

  const own = join(folder, 'own');
  mkdirSync(own);
  chownSync(own, nobody.uid, nobody.gid);
  const plain = run(['start'], { DEMO: 'off', DATA_DIR: join(own, 'data'), HOME: own }, nobody);
  await ready(plain, 60, 'user nobody');
  await stop(plain, join(own, 'data'));
  await refuse(
    { DATA_DIR: join(closed, 'other'), HOME: own },
    /cannot be written/,
    'data folder of somebody else',
    nobody,
  );
}
console.log('the start is as promised');
process.exit(0);
