import { say } from './messages';

/** Numbered steps with seconds on standard output (design 8.15). */
export class Progress {
  private constructor(private number: number) {}

  /** Goes on from the steps that the start script has printed: `--steps-done N`. */
  static fromArguments(args: readonly string[]): Progress {
    const place = args.indexOf('--steps-done');
    return new Progress(place < 0 ? 0 : Number(args[place + 1] ?? 0));
  }

  /** A line below the running step, for steps that take long. */
  note(done: number, of: number): void {
    process.stdout.write(`    ${done}/${of}\n`);
  }

  /** Runs one step; `work` may answer with another text to print, e.g. that a running database was attached. */
  async step<T>(key: string, work: () => Promise<T>, keyOf: (result: T) => string = () => key): Promise<T> {
    this.number += 1;
    const began = performance.now();
    if (process.stdout.isTTY) process.stdout.write(`[${this.number}] ${say(key)} …\r`);
    const result = await work();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`[${this.number}] ${say(keyOf(result))}: ${seconds} s\n`);
    return result;
  }
}
