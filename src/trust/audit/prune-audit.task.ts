import { defineTask } from '../../platform/start';
import { LEAST_YEARS, PruneAudit, PruneRefusedError } from './prune-audit.use-case';
import { inAllLanguages, trustApplication } from './trust-application';

/** Drops months of the record whose term is over (C1: at least three years); the seals stay (design 8.4). */
export const pruneAuditTask = defineTask({
  name: 'prune-audit',
  usage: '[--years N] [--dry-run]',
  describe: 'Drops months of the audit record older than N years (default and least 3); their seals stay',
  options: { years: 'value', 'dry-run': 'flag' },
  async run({ options }, context) {
    const application = await trustApplication(context);
    const years = Number(options.years ?? LEAST_YEARS);
    const dryRun = options['dry-run'] === true;
    try {
      const pruned = await application.get(PruneAudit).execute(context.urls.ownerUrl, { years, dryRun });
      const rows = pruned.reduce((sum, one) => sum + one.rows, 0);
      const line = inAllLanguages(application, dryRun ? 'audit.prune.would' : 'audit.prune.done', {
        ...{ months: pruned.length, rows },
      });
      return { line, data: { dryRun, rows, months: pruned } };
    } catch (error) {
      if (!(error instanceof PruneRefusedError)) throw error;
      throw new Error(inAllLanguages(application, `audit.prune.${error.reason}`), { cause: error });
    } finally {
      await application.close();
    }
  },
});
