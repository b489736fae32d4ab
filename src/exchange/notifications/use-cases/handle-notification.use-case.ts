import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { HandleNotification as HandleInput } from '../dto/notification.dto';
import type { Notification } from '../notification.entity';
import { NotificationsStore } from '../notifications.store';
import { WorkerAlone } from '../worker-alone';

const OPEN = ['queued', 'held', 'failed-temporary', 'failed-permanent', 'dead'];
/** So many calls in vain, then it has to be a letter. */
export const VAIN_CALLS = 3;

/** A person did what the machine cannot: printed the letter, made the call, read the message. */
@Injectable()
export class HandleNotification {
  constructor(
    private readonly store: NotificationsStore,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly workerAlone: WorkerAlone,
  ) {}

  /** @throws AppError 404; 409 `notification-ended` when it was sent or done before; 412 */
  async execute(id: string, { result, note }: HandleInput): Promise<Notification> {
    const row = await this.store.get(id);
    if (!OPEN.includes(row.state)) throw conflict('notification-ended');
    const changed = await this.store.change(row, result === 'done' ? this.done(note) : await this.inVain(row, note));
    await this.audit.changed({
      action: result === 'done' ? 'notification.handled' : 'notification.tried',
      subjectType: 'notification',
      subjectId: id,
      householdId: row.householdId,
      districtCode: row.districtCode,
      fields: ['state'],
    });
    if (changed.state === 'failed-permanent') await this.giveUp(changed);
    return changed;
  }

  /** The worker side writes the letter: the web side adds no messages. */
  private async giveUp({ id, version, householdId, districtCode }: Notification): Promise<void> {
    const aggregate = { aggregateId: id, aggregateVersion: version, householdId, districtCode };
    await this.events.publish({ type: 'notification.given-up', ...aggregate });
  }

  private done(note?: string): Partial<Notification> {
    const { userId } = this.transactions.actor;
    return { state: 'done', handledBy: userId, handledAt: this.clock.now(), handledNote: note ?? null };
  }

  /** Where no letter may follow, the call stays to be made. */
  private async inVain(row: Notification, note?: string): Promise<Partial<Notification>> {
    const attempts = row.attempts + 1;
    const often = row.channel === 'phone-task' && attempts >= VAIN_CALLS;
    const over = often && !(await this.workerAlone.reaches(row.recipientId, row.restricted === true));
    const state = over ? 'failed-permanent' : 'failed-temporary';
    return { state, stateReason: 'nobody-answered', attempts, handledNote: note ?? row.handledNote };
  }
}
