import { Injectable } from '@nestjs/common';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type MarketError } from './market';
import type { RoundInput, RoundResult } from './solve-stored';

type Message = { step: string } | { result: RoundResult } | { refused: MarketError['code'] | null; message: string };

/** How often it is asked whether the work is still wanted. */
const ASK_EVERY = 500;

/** The market says something impossible, e.g. more pins than places. */
export class RoundRefused extends Error {
  constructor(readonly code: MarketError['code']) {
    super(code);
  }
}

/** Solves a round in a thread of its own, and ends the thread within a second once nobody wants it any more. */
@Injectable()
export class SolverThread {
  /** @returns null when it was stopped. @throws RoundRefused */
  async solve(
    input: RoundInput,
    unwanted: () => Promise<boolean>,
    onStep: (step: string) => Promise<void>,
  ): Promise<RoundResult | null> {
    const thread = new Worker(join(__dirname, `solve.thread${extname(__filename)}`), { workerData: input });
    let told: Promise<void> = Promise.resolve();
    const answered = new Promise<RoundResult>((resolve, reject) => {
      thread.on('message', (message: Message) => {
        if ('step' in message) told = told.then(() => onStep(message.step)).catch(reject);
        else if ('result' in message) resolve(message.result);
        else reject(message.refused ? new RoundRefused(message.refused) : new Error(message.message));
      });
      thread.on('error', reject);
      thread.on('exit', (code) => reject(new Error(`solver ended with ${code}`)));
    });
    // Whoever is first: the answer, or the word that it is not wanted.
    const over = { yes: false };
    try {
      return await Promise.race([answered, this.stopped(unwanted, over)]);
    } finally {
      over.yes = true;
      answered.catch(() => undefined);
      await thread.terminate();
      await told;
    }
  }

  private async stopped(unwanted: () => Promise<boolean>, over: { yes: boolean }): Promise<null> {
    while (!over.yes) {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
      if (!over.yes && (await unwanted())) return null;
    }
    return null;
  }
}
