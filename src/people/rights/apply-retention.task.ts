import type { INestApplicationContext } from '@nestjs/common';
import { locales, Texts } from '../../platform/i18n';
import { defineTask, type Task, type TaskContext } from '../../platform/start';
import { ApplyRetention } from './use-cases/apply-retention.use-case';

const SECOND = 1000;

/**
 * `apply-retention [--dry-run]`: lets go what no rule of the packs wants kept any more (C2).
 * @param openWorker the worker side of the product without its queue, on the database of the chore
 */
export const applyRetentionTask = (openWorker: (context: TaskContext) => Promise<INestApplicationContext>): Task =>
  defineTask({
    name: 'apply-retention',
    usage: '[--dry-run]',
    describe: 'Erases what no retention rule wants kept any more; --dry-run only counts it',
    options: { 'dry-run': 'flag' },
    async run({ options }, context) {
      const dryRun = options['dry-run'] === true;
      const application = await openWorker(context);
      const say = (key: string, params: Record<string, number>) =>
        locales
          .map((locale) => application.get(Texts, { strict: false }).t(locale, `rights.task.${key}`, params))
          .join(' / ');
      const numbers = (counts: Record<string, number>) => ({
        files: counts['live-file'] ?? 0,
        frozen: counts['frozen-file'] ?? 0,
        answers: counts['raw-answers'] ?? 0,
        leads: counts['rejected-lead'] ?? 0,
      });
      try {
        let told = -SECOND;
        const counts = await application.get(ApplyRetention, { strict: false }).execute(dryRun, (sofar) => {
          if (performance.now() - told < SECOND) return;
          told = performance.now();
          process.stderr.write(`${say('progress', numbers(sofar))}\n`);
        });
        return { line: say(dryRun ? 'would-go' : 'gone', numbers(counts)), data: { dryRun, counts } };
      } finally {
        await application.close();
      }
    },
  });
