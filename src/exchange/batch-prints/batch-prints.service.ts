import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { type Page, Transactions } from '../../platform/database';
import { conflict, gone, invalid } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Policies, type PrintPaper } from '../../reference/policies';
import { Audit } from '../../trust/audit';
import type { BatchPrint } from './batch-print.entity';
import type { BatchPrintFile } from './batch-print-file.entity';
import { BatchPrintsStore } from './batch-prints.store';
import type { BatchPrintQuery } from './dto/batch-print.dto';
import type { PrintedFile } from './dto/batch-print.view';
import { PaperFacts } from './paper-facts';

/** Reads of batches and of what stands on their papers. */
@Injectable()
export class BatchPrints {
  constructor(
    private readonly store: BatchPrintsStore,
    private readonly facts: PaperFacts,
    private readonly policies: Policies,
    private readonly sealer: Sealer,
    private readonly audit: Audit,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Papers of the pack that the actor's district runs on. @throws AppError 422 `district-needed` */
  papers(): readonly PrintPaper[] {
    const { districtCodes } = this.transactions.actor;
    const [districtCode] = districtCodes;
    if (districtCode === undefined || districtCodes.length > 1) {
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    }
    return this.policies.current(districtCode).rules.prints;
  }

  /** The actor's own. @throws AppError 404 `batch-print-not-found` */
  get(id: string): Promise<BatchPrint> {
    return this.store.get(id);
  }

  /** Newest first. */
  list(query: BatchPrintQuery): Promise<Page<BatchPrint>> {
    return this.store.list(query);
  }

  /**
   * What stands on the papers, in the order in which the files were chosen; that somebody looked again is on the record (C2).
   * @throws AppError 404; 409 `batch-print-not-ready`; 410 `batch-print-ended`
   */
  async files(id: string, query: BatchPrintQuery): Promise<Page<PrintedFile>> {
    const { state, districtCode, paper, expiresAt } = await this.store.get(id);
    // Papers whose day is over are gone also before the machine has taken them away.
    if (expiresAt <= this.clock.now()) throw gone('batch-print-ended');
    if (state === 'ended' || state === 'cancelled' || state === 'failed') throw gone('batch-print-ended');
    if (state !== 'ready') throw conflict('batch-print-not-ready');
    const subject = { subjectType: 'batch-print', subjectId: id, districtCode };
    await this.audit.read({ action: 'batch-print.papers-read', ...subject, fields: [paper] });
    const { items, next } = await this.store.files(id, query);
    const opened: PrintedFile[] = [];
    for (const file of items) opened.push(await this.opened(file));
    return { items: opened, next };
  }

  private async opened({
    batchPrintId,
    householdId,
    position,
    content,
    leftOut,
  }: BatchPrintFile): Promise<PrintedFile> {
    const place = 'batch_print_files.content';
    const text = content === null ? '{}' : await this.sealer.open(batchPrintId, place, householdId, content);
    return this.facts.released({ ...(JSON.parse(text) as Partial<PrintedFile>), householdId, position, leftOut });
  }
}
