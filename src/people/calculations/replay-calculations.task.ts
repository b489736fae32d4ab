import type { INestApplicationContext } from '@nestjs/common';
import { locales, Texts } from '../../platform/i18n';
import { defineTask, type Task, type TaskContext } from '../../platform/start';
import { ReplayCalculations } from './use-cases/replay-calculations.use-case';

const SECOND = 1000;

/** A stored calculation no longer comes to what was stored. */
export class CalculationsDifferError extends Error {}

/**
 * `replay-calculations`: does every stored calculation again; exit 1 when one comes to something else (design 4).
 * @param openWorker the worker side of the product without its queue, on the database of the chore
 */
export const replayCalculationsTask = (openWorker: (context: TaskContext) => Promise<INestApplicationContext>): Task =>
  defineTask({
    name: 'replay-calculations',
    usage: '',
    describe: 'Checks that every stored calculation comes to the same again, byte for byte',
    async run(_input, context) {
      const application = await openWorker(context);
      const say = (key: string, params: Record<string, number | string>) =>
        locales
          .map((locale) => application.get(Texts, { strict: false }).t(locale, `calculations.task.${key}`, params))
          .join(' / ');
      try {
        let told = performance.now();
        const { same, emptied, different } = await application
          .get(ReplayCalculations, { strict: false })
          .execute((sofar) => {
            if (performance.now() - told < SECOND) return;
            told = performance.now();
            process.stderr.write(`${say('progress', { count: sofar.same })}\n`);
          });
        const [first] = different;
        if (first !== undefined)
          throw new CalculationsDifferError(say('different', { count: different.length, first }));
        return { line: say('same', { same, emptied }), data: { same, emptied, different: 0 } };
      } finally {
        await application.close();
      }
    },
  });
