import { ConfigurationError } from '../config';
import { reasonOf, say, StartError } from './messages';

const PATIENCE_MS = 20_000;

/** Something that is running and can be ended, in the order in which it has to be ended. */
export interface Running {
  stop(): Promise<void>;
}

/**
 * The life of a process: starts, waits for a signal (or the death of the process that started it), stops, exits 0.
 * What stops a start is printed as one line in both languages, exit 1.
 */
export async function runProcess(start: () => Promise<Running>): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    if (process.connected) process.once('disconnect', () => resolve());
  });
  const running = await start().catch((error: unknown) => fail(error));
  await stopped;
  process.stdout.write(`${say('stopping')} …\n`);
  // Open connections must not keep a process that has been told to go.
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  await running.stop();
  process.exit(0);
}

/** Prints why the process cannot go on and ends it. */
export function fail(error: unknown): never {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exit(1);
}

/** What is printed of an error: one line in both languages, after the stack where the fault is the program's. */
export function lineOf(error: unknown): string {
  if (error instanceof StartError) return error.message;
  if (error instanceof ConfigurationError) return say('settings-refused', { reason: reasonOf(error) });
  const line = say('start-failed', { reason: reasonOf(error) });
  return error instanceof Error && error.stack !== undefined ? `${error.stack}\n${line}` : line;
}
