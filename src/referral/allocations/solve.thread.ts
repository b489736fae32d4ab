import { parentPort, workerData } from 'node:worker_threads';
import { MarketError } from './market';
import { type RoundInput, solveStored } from './solve-stored';

/** Beside the worker process: a market of a district takes minutes, and the process has other work and a lease to renew. */
const tell = (message: object): void => parentPort?.postMessage(message);

try {
  tell({ result: solveStored(workerData as RoundInput, (step) => tell({ step })) });
} catch (error) {
  tell({ refused: error instanceof MarketError ? error.code : null, message: String(error) });
}
