import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from './messages';

/** A process and the moment of its birth (clock ticks since boot): a number that was given again is another process. */
interface Holder {
  pid: number;
  born: string;
}

function bornAt(pid: number): string | null {
  try {
    // Fields 3 and 22 of /proc/PID/stat; the name in brackets before them may hold blanks.
    const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop() ?? '').split(' ');
    // A killed process keeps its number until its parent asks for its end, which in some containers nobody does.
    return fields[0] === 'Z' ? null : (fields[19] ?? '');
  } catch {
    return isSignalled(pid) ? '' : null;
  }
}

function isSignalled(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readHolder(file: string): Holder | null {
  try {
    const { pid, born } = JSON.parse(readFileSync(file, 'utf8')) as Holder;
    return bornAt(pid) === born ? { pid, born } : null;
  } catch {
    return null;
  }
}

const self = (): Holder => ({ pid: process.pid, born: bornAt(process.pid) ?? '' });

/**
 * Makes this process the only instance on a data folder until the returned function is called. The file of a process
 * that was killed is taken over.
 * @throws StartError `already-running` naming the process that holds it
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'instance.pid');
  const other = readHolder(file);
  if (other) throw new StartError('already-running', { folder, pid: String(other.pid) });
  // Written aside and renamed: of two that find a stale file both write, and the one that reads itself back has it.
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(self()));
  renameSync(mine, file);
  const winner = readHolder(file);
  if (winner?.pid !== process.pid) throw new StartError('already-running', { folder, pid: String(winner?.pid ?? '?') });
  return () => {
    if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
  };
}

/** Who uses a shared thing: one file a process in `folder`. */
export class Users {
  private readonly file: string;

  constructor(private readonly folder: string) {
    this.file = join(folder, `${process.pid}.json`);
  }

  join(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, JSON.stringify(self()));
  }

  /** Leaves, clears away the dead, and tells whether nobody is left. */
  leave(): boolean {
    rmSync(this.file, { force: true });
    const others = readdirSync(this.folder).map((name) => join(this.folder, name));
    const dead = others.filter((file) => readHolder(file) === null);
    for (const file of dead) rmSync(file, { force: true });
    return dead.length === others.length;
  }
}
