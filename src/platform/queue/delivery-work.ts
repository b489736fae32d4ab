import { Injectable, Logger } from '@nestjs/common';
import { Transactions } from '../database';
import { requestContext } from '../http';
import { Checkpoint } from './checkpoint';
import { DeliveriesStore, type Delivery } from './deliveries.store';
import { errorText } from './error-text';
import { HandlerRegistry } from './handler-registry';
import { machineIn, relayActor } from './queue-actor';
import { QueueSettings } from './queue-settings';
import { workContext } from './work-context';

/** Hands one event to one subscriber; the effect and `done_at` commit together (design 8.10). */
@Injectable()
export class DeliveryWork {
  private readonly logger = new Logger('Deliveries');

  constructor(
    private readonly transactions: Transactions,
    private readonly deliveries: DeliveriesStore,
    private readonly handlers: HandlerRegistry,
    private readonly checkpoint: Checkpoint,
    private readonly settings: QueueSettings,
  ) {}

  /** @returns false when there was nothing to do: ended already, or in another's hands */
  async handle(id: string): Promise<boolean> {
    const delivery = await this.transactions.runApart(relayActor, () => this.deliveries.find(id));
    if (!delivery) return false;
    const { requestId } = delivery.event.actor;
    const context = workContext('EVENT', delivery.subscriber, requestId ?? delivery.event.id);
    return requestContext.run(context, () => this.deliver(delivery));
  }

  private async deliver(delivery: Delivery): Promise<boolean> {
    const { event, subscriber } = delivery;
    const handler = this.handlers.subscriber(subscriber);
    if (!handler) return this.fail(delivery, new Error(`no subscriber ${subscriber}`), 1);
    try {
      const taken = await this.transactions.runApart(machineIn(event.districtCode, subscriber), async () => {
        if (!(await this.deliveries.take(delivery.id))) return false;
        await this.checkpoint.reach('delivery:taken');
        await handler.handle(event);
        await this.checkpoint.reach('delivery:handled');
        await this.deliveries.finish(delivery.id);
        await this.checkpoint.reach('delivery:marked');
        return true;
      });
      await this.checkpoint.reach('delivery:committed');
      return taken;
    } catch (error) {
      return this.fail(delivery, error, this.settings.maxAttempts);
    }
  }

  private async fail({ id, subscriber, attempts, event }: Delivery, error: unknown, max: number): Promise<boolean> {
    const text = errorText(error);
    this.logger.error({ msg: 'delivery failed', subscriber, type: event.type, event: event.id, attempts, error: text });
    const wait = this.settings.backoff(attempts + 1);
    await this.transactions.runApart(relayActor, () => this.deliveries.fail(id, text, wait, max));
    return true;
  }
}
