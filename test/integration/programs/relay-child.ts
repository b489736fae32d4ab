import 'reflect-metadata';
import type { Step } from '../../../src/platform/queue';
import { startSide } from '../rooms/relay-world';

/** A worker process of its own that is killed, for real, at one step. Arguments: database, step, Redis or nothing. */
const [url = '', fatal, redisUrl] = process.argv.slice(2);

async function reach(step: Step): Promise<void> {
  if (step === fatal) process.kill(process.pid, 'SIGKILL');
  await Promise.resolve();
}

// Its rows are free again soon, but it takes no second turn.
void startSide('worker', {
  url,
  redisUrl: redisUrl || undefined,
  settings: { redisPrefix: process.argv[5] },
  checkpoint: { reach },
});
