import { Injectable, Logger } from '@nestjs/common';
import { Transactions } from '../database';
import { Clock } from '../time';
import { Checkpoint } from './checkpoint';
import { DueItemsStore, type OpenDueItem } from './due-items.store';
import { errorText } from './error-text';
import { HandlerRegistry } from './handler-registry';
import { machineIn, relayActor } from './queue-actor';
import { QueueSettings } from './queue-settings';

/** Claims deadlines by the business clock; the effect and the end of the deadline commit together. */
@Injectable()
export class DuePoller {
  private readonly logger = new Logger('DueItems');

  constructor(
    private readonly transactions: Transactions,
    private readonly store: DueItemsStore,
    private readonly handlers: HandlerRegistry,
    private readonly checkpoint: Checkpoint,
    private readonly settings: QueueSettings,
    private readonly clock: Clock,
  ) {}

  /** Handles what is due now. @returns how many items were handled, well or badly */
  async poll(): Promise<number> {
    const due = () => this.store.due(this.clock.now(), this.settings.batch);
    const items = await this.transactions.runApart(relayActor, due);
    let handled = 0;
    for (const item of items) if (await this.handle(item)) handled += 1;
    return handled;
  }

  private async handle(item: OpenDueItem): Promise<boolean> {
    const handler = this.handlers.dueHandler(item.kind);
    if (!handler) return this.fail(item, new Error(`no handler for ${item.kind}`), 1);
    try {
      return await this.transactions.runApart(machineIn(item.districtCode, item.kind), async () => {
        const taken = await this.store.take(item.id, this.clock.now());
        if (!taken) return false;
        // Ended before the handler runs, so that it may set the next deadline of the same kind and subject.
        await this.store.finish(item.id, this.clock.now());
        await this.checkpoint.reach('due:taken');
        await handler.handle(taken);
        await this.checkpoint.reach('due:handled');
        return true;
      });
    } catch (error) {
      return this.fail(item, error, this.settings.maxAttempts);
    }
  }

  private async fail(item: OpenDueItem, error: unknown, max: number): Promise<boolean> {
    const text = errorText(error);
    this.logger.error({ msg: 'due item failed', kind: item.kind, id: item.id, attempts: item.attempts, error: text });
    const wait = this.settings.backoff(item.attempts + 1);
    await this.transactions.runApart(relayActor, () => this.store.fail(item.id, text, wait, max));
    return true;
  }
}
