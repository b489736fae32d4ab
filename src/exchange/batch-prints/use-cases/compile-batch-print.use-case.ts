import { Injectable } from '@nestjs/common';
import { Households } from '../../../people/households';
import { Sealer } from '../../../platform/crypto';
import { AppError } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { BatchPrint } from '../batch-print.entity';
import type { BatchPrintFile } from '../batch-print-file.entity';
import { BatchPrintsStore } from '../batch-prints.store';
import { PaperFacts } from '../paper-facts';

/** Files of one transaction: read, sealed and put on the record within a second (design 8.5). */
const BATCH = 10;

/** How far a batch is; null once it was stopped. */
export interface PrintProgress {
  done: number;
  total: number;
  over: boolean;
}

/**
 * Makes the papers of the next files of a batch, with their readings on the record, in one transaction: whoever goes on
 * after a crash reads no file twice. Runs as whoever ordered it, with today's rights.
 */
@Injectable()
export class CompileBatchPrint {
  constructor(
    private readonly store: BatchPrintsStore,
    private readonly households: Households,
    private readonly facts: PaperFacts,
    private readonly sealer: Sealer,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 429 `file-limit` */
  async execute(id: string): Promise<PrintProgress | null> {
    // Locks the row first: a cancel that comes meanwhile waits, and then takes these papers too.
    if (!(await this.store.move(id, ['waiting', 'running'], { state: 'running' }))) return null;
    const order = await this.store.get(id);
    const files = await this.store.waiting(id, BATCH);
    let { leftOut } = order;
    for (const file of files) if (!(await this.print(order, file))) leftOut += 1;
    const over = files.length < BATCH;
    const done = over ? order.totalCount : order.doneCount + files.length;
    // Those that went out of reach meanwhile have no row any more for whoever asks, and no paper.
    if (over) leftOut = order.totalCount - (await this.store.countPrinted(id));
    await this.store.move(id, ['running'], {
      ...{ doneCount: done, leftOut },
      ...(over && { state: 'ready', finishedAt: this.clock.now() }),
    });
    const { districtCode, paper, totalCount } = order;
    await this.audit.changed({
      ...{ action: over ? 'batch-print.ready' : 'batch-print.going-on', subjectType: 'batch-print', subjectId: id },
      ...{ districtCode, fields: [paper, `files-${done}`] },
    });
    return { done, total: totalCount, over };
  }

  /** @returns whether the file has a paper now */
  private async print(order: BatchPrint, file: BatchPrintFile): Promise<boolean> {
    const { id, number, paper, definition } = order;
    const { householdId } = file;
    const why = { purpose: definition.ground.zh, fields: [paper, number] };
    const household = await this.households.open(householdId, why);
    if (household.state !== 'active') {
      await this.store.write(file, { leftOut: 'file-not-in-use' });
      return false;
    }
    const facts = await this.facts.of(household, definition);
    if (facts === null) {
      await this.store.write(file, { leftOut: 'not-for-publicity' });
      return false;
    }
    const place = 'batch_print_files.content';
    await this.store.write(file, {
      content: await this.sealer.seal(id, place, householdId, JSON.stringify(facts)),
    });
    return true;
  }
}

/** A refusal stays one, however often it is tried: the orderer reads why. */
export const failureOf = (error: AppError): string => error.details.fields?.[0]?.code ?? error.code;
