import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** A program of the product in a process of its own, run from source, on the queue that the specs are run for. */
export class Program {
  output = '';
  readonly child: ChildProcess;
  readonly ended: Promise<number>;

  constructor(args: readonly string[], environment: Record<string, string>) {
    const { PATH = '', REDIS_URL = '' } = process.env;
    this.child = spawn(process.execPath, ['-r', join(__dirname, 'run-source.cjs'), ...args], {
      cwd: ROOT,
      env: { PATH, DEMO: 'off', HOST: '127.0.0.1', ...(REDIS_URL && { REDIS_URL }), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (text: Buffer) => (this.output += String(text)));
    }
    this.ended = new Promise((resolve) => this.child.once('exit', (code) => resolve(code ?? -1)));
  }

  /** Waits until the output has these words; fails with the whole output when the program ends before. */
  async says(words: RegExp): Promise<RegExpExecArray> {
    let over = false;
    void this.ended.then(() => (over = true));
    for (;;) {
      const found = words.exec(this.output);
      if (found) return found;
      if (over) throw new Error(`Ended without ${String(words)}:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(signal: NodeJS.Signals): Promise<number> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** Runs a program to its end. */
export async function runProgram(
  args: readonly string[],
  environment: Record<string, string>,
): Promise<{ code: number; output: string }> {
  const program = new Program(args, environment);
  const code = await program.ended;
  return { code, output: program.output };
}
