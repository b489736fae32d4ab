import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { AuditSealer, recordKeeper } from './audit-sealer';
import { ExportedHeads } from './exported-heads';
import { SealsStore } from './seals.store';

const EVERY_MILLISECONDS = 1000;
const EXPORT_MILLISECONDS = 60_000;

/** What the worker does for the record: seal each second, export the head each minute, make the months to come. */
@Injectable()
export class AuditUpkeep implements BeforeApplicationShutdown {
  private readonly logger = new Logger('audit');
  private active = false;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private exportedAt = -Infinity;
  private exportedNumber = '';

  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: AuditSealer,
    private readonly seals: SealsStore,
    private readonly heads: ExportedHeads,
  ) {}

  /**
   * Called by the worker when it starts; a second call changes nothing. Ends with the first round, so that a process
   * that says it is ready is: a long chore before it (demonstration, restore) leaves more than a minute unsealed. A
   * failing round does not keep the process from starting; it is logged and tried again.
   */
  start(): Promise<void> {
    if (!this.active) {
      this.active = true;
      this.tick();
    }
    return this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.active = false;
    clearTimeout(this.timer);
    await this.running;
  }

  /** One round; a failing one is logged and tried again, and readiness fails when the lag grows. */
  async round(): Promise<void> {
    await this.sealer.seal();
    if (performance.now() - this.exportedAt >= EXPORT_MILLISECONDS) await this.exportHead();
  }

  private tick(): void {
    this.running = this.round()
      .catch((error: unknown) => this.logger.error(`Sealing the record failed: ${String(error)}`))
      .then(() => {
        if (this.active) this.timer = setTimeout(() => this.tick(), EVERY_MILLISECONDS);
      });
  }

  private async exportHead(): Promise<void> {
    const last = await this.transactions.runApart(recordKeeper('audit-export'), async () => {
      await this.seals.makePartitions();
      return this.seals.lastSeal();
    });
    this.exportedAt = performance.now();
    if (!last || last.number === this.exportedNumber) return;
    await this.heads.append({ number: last.number, hash: last.hash.toString('hex'), at: last.sealed_at.toISOString() });
    this.exportedNumber = last.number;
  }
}
