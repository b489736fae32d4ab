import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { anonymousActor, Transactions } from '../../platform/database';
import { AccessTerms } from './access-terms.store';

const EVERY_MILLISECONDS = 15_000;

/**
 * Ends posts, and all that hangs on them, when their day has come (R14), also of somebody who does not ask anything just
 * now. A request finds the end by itself; this keeps it, so that a clock that is set back revives nobody.
 */
@Injectable()
export class PostUpkeep implements BeforeApplicationShutdown {
  private readonly logger = new Logger('accounts');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly transactions: Transactions,
    private readonly terms: AccessTerms,
  ) {}

  /** Called by the worker when it starts; a second call changes nothing. */
  start(): void {
    this.timer ??= setInterval(() => {
      this.running = this.round().catch((error: unknown) => this.logger.error(`Ending posts failed: ${String(error)}`));
    }, EVERY_MILLISECONDS);
  }

  /** One round. @returns how many posts it ended */
  round(): Promise<number> {
    return this.transactions.runApart(anonymousActor('post-upkeep'), () => this.terms.closeEnded());
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
