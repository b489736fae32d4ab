import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { StartError } from './messages';

interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/** How the programs of PostgreSQL are run: they refuse to run as root. */
export interface PostgresRunner {
  /** Who must own the data; undefined: whoever runs this process. */
  owner?: SystemUser;
  run(program: string, args: readonly string[], options?: { quiet?: boolean }): SpawnSyncReturns<string>;
}

function runnerWith(options: { uid?: number; gid?: number }, prefix: readonly string[] = []): PostgresRunner['run'] {
  return (program, args, { quiet = false } = {}) => {
    const [command = program, ...all] = [...prefix, program, ...args];
    // A pipe that the server inherits would keep the parent waiting for its end, so starting is quiet.
    return spawnSync(command, all, { ...options, cwd: '/', encoding: 'utf8', stdio: quiet ? 'ignore' : 'pipe' });
  };
}

/** `postgres` when the system has that user, else `nobody`. */
function unprivilegedUser(): SystemUser {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return { name: 'nobody', uid: 65534, gid: 65534 };
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/**
 * Chooses who runs PostgreSQL. Root becomes `postgres` or `nobody` where that user can enter both folders; otherwise
 * the programs run in a user namespace: root outside, unprivileged inside.
 * @param folders that have to be entered; `data` may exist from an earlier start and then decides by its owner
 * @throws StartError `embedded-user` when neither way works
 */
export function postgresRunner(folders: { binaries: string; parent: string; data: string }): PostgresRunner {
  const user = unprivilegedUser();
  const namespace = ['unshare', '-U', `--map-user=${user.uid}`, `--map-group=${user.gid}`];
  const inNamespace = runnerWith({}, namespace);
  // initdb wants a name: a container may run as a number that no user has.
  if (process.getuid?.() !== 0) return { run: hasName() ? runnerWith({}) : inNamespace };
  const existing = statSync(folders.data, { throwIfNoEntry: false });
  const become = runnerWith({ uid: user.uid, gid: user.gid });
  const enters = (folder: string): boolean => become('/bin/sh', ['-c', 'cd "$0"', folder]).status === 0;
  const closed = [folders.binaries, folders.parent].find((folder) => !enters(folder));
  if (!closed && existing?.uid !== 0) return { owner: user, run: become };
  if (inNamespace('/bin/true', []).status === 0 && (existing === undefined || existing.uid === 0))
    return { run: inNamespace };
  throw new StartError('embedded-user', { folder: closed ?? folders.data, user: user.name });
}
