import { defineTask } from '../../../platform/start';
import { VerifyAudit } from '../verify-audit.use-case';
import { trustApplication } from './trust-application';

/** The record was touched after it was sealed. */
export class AuditBrokenError extends Error {}

/** Recomputes the seals of the record; exit 1 when something was touched. */
export const verifyAuditTask = defineTask({
  name: 'verify-audit',
  usage: '',
  describe: 'Checks that no sealed row of the audit record was changed, removed or added later',
  async run(_input, context) {
    const application = await trustApplication(context);
    try {
      const outcome = await application.get(VerifyAudit).execute();
      const [first] = outcome.findings;
      if (first) {
        const place = first.rowId ? `row ${first.rowId} in seal ${first.sealNumber}` : `seal ${first.sealNumber}`;
        throw new AuditBrokenError(`${outcome.findings.length} broken seals; the first: ${first.kind}, ${place}`);
      }
      return { line: `The record is whole: ${outcome.rows} rows in ${outcome.seals} seals`, data: { ...outcome } };
    } finally {
      await application.close();
    }
  },
});
