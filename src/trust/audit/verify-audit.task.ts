import type { INestApplicationContext } from '@nestjs/common';
import { locales, Texts } from '../../platform/i18n';
import { defineTask } from '../../platform/start';
import type { AuditFinding } from './audit-finding';
import { type AuditVerification, VerifyAudit } from './verify-audit.use-case';
import { inAllLanguages, trustApplication } from './trust-application';

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
      const outcome = await application.get(VerifyAudit).execute({ progress: say });
      const { findings, rows, seals } = outcome;
      const [first] = findings;
      if (first) throw new AuditBrokenError(describeFault(application, first, findings.length));
      return { line: inAllLanguages(application, 'audit.task.whole', { rows, seals }), data: { ...outcome } };
    } finally {
      await application.close();
    }
  },
});

const SHOWN_EVERY_ROWS = 1_000_000;
let shownAt = 0;

/** A long record takes minutes: a line a million rows, beside the result. */
function say({ rows, seals }: AuditVerification): void {
  if (rows - shownAt < SHOWN_EVERY_ROWS) return;
  shownAt = rows;
  process.stderr.write(`    ${rows} rows, ${seals} seals\n`);
}

function describeFault(
  application: INestApplicationContext,
  { kind, sealNumber, rowId, throughSeal }: AuditFinding,
  count: number,
): string {
  const texts = application.get(Texts);
  return locales
    .map((locale) => {
      const finding = texts.t(locale, `audit.finding.${kind}`);
      return texts.t(locale, 'audit.task.broken', {
        ...{ count, finding, row: rowId ?? 'none' },
        seal: throughSeal && throughSeal !== sealNumber ? `${sealNumber}–${throughSeal}` : sealNumber,
      });
    })
    .join(' / ');
}
