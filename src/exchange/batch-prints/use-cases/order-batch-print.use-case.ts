import { Injectable } from '@nestjs/common';
import { Households } from '../../../people/households';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { requestContext } from '../../../platform/http';
import { defaultLocale } from '../../../platform/i18n';
import { DueItems, Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Policies } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import type { BatchPrint } from '../batch-print.entity';
import { BatchPrintsStore } from '../batch-prints.store';
import { FILES_AT_ONCE, type OrderBatchPrint as Input } from '../dto/batch-print.dto';
import { CompileBatchPrint } from './compile-batch-print.use-case';

const HOUR = 3_600_000;
/** How long papers can be printed again. */
const HOURS_KEPT = 24;

/** Prints a paper for many files: at once up to thirty, by a job beyond (R26, C3). */
@Injectable()
export class OrderBatchPrint {
  constructor(
    private readonly store: BatchPrintsStore,
    private readonly households: Households,
    private readonly compiling: CompileBatchPrint,
    private readonly policies: Policies,
    private readonly numbers: NumberSequence,
    private readonly jobs: Jobs,
    private readonly dueItems: DueItems,
    private readonly audit: Audit,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 `district-needed`, `print-paper-unknown`, `print-file-unknown`; 429 `file-limit` */
  async execute({ paper, householdIds }: Input): Promise<BatchPrint> {
    const { actor } = this.transactions;
    const [districtCode] = actor.districtCodes;
    if (districtCode === undefined || actor.districtCodes.length > 1 || actor.userId === null) {
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    }
    const pack = this.policies.current(districtCode);
    const definition = pack.rules.prints.find(({ code }) => code === paper);
    if (!definition) throw invalid([{ field: 'paper', code: 'print-paper-unknown' }]);
    const files = [...new Set(householdIds)];
    await this.checkReach(files);
    const now = this.clock.now();
    const id = newId();
    const atOnce = files.length <= FILES_AT_ONCE;
    const row: BatchPrint = {
      ...{ id, number: await this.numbers.nextNumber('BP'), districtCode, orderedBy: actor.userId, paper, definition },
      ...{ packVersion: pack.version, locale: requestContext.getStore()?.locale ?? defaultLocale },
      ...{ state: 'waiting', failure: null, endReason: null, doneCount: 0, totalCount: files.length, leftOut: 0 },
      jobRunId: atOnce ? null : await this.jobs.start('print-batch', districtCode, { batchPrintId: id }),
      ...{ orderedAt: now, finishedAt: null, expiresAt: new Date(now.getTime() + HOURS_KEPT * HOUR) },
    };
    await this.store.insert(
      row,
      files.map((householdId, position) => ({ householdId, position })),
    );
    await this.dueItems.set({ kind: 'batch-print-expiry', subjectId: id, districtCode, dueAt: row.expiresAt });
    const subject = { subjectType: 'batch-print', subjectId: id, districtCode };
    const fields = [paper, `files-${files.length}`];
    await this.audit.changed({ action: 'batch-print.ordered', ...subject, fields });
    if (!atOnce) return row;
    while (!((await this.compiling.execute(id))?.over ?? true));
    return this.store.get(id);
  }

  /** One that is out of reach is said with its place in the list, nothing else of it. */
  private async checkReach(ids: readonly string[]): Promise<void> {
    const known = await this.households.labelsOf(ids);
    const unknown = ids.filter((id) => !known.has(id)).length;
    if (unknown > 0) throw invalid([{ field: 'householdIds', code: 'print-file-unknown', params: { count: unknown } }]);
  }
}
