import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { MailTransport } from '../mail-transport';
import { MessageGateway } from '../message-gateway';
import type { Notification } from '../notification.entity';
import { NotificationsStore } from '../notifications.store';

const AGAIN = ['held', 'failed-temporary', 'failed-permanent', 'dead'];

/** Sends once more, with all attempts: after the address or the mail server was put right. */
@Injectable()
export class RetryNotification {
  constructor(
    private readonly store: NotificationsStore,
    private readonly mail: MailTransport,
    private readonly gateway: MessageGateway,
    private readonly dueItems: DueItems,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `notification-not-sendable` for what no machine sends, `notification-ended`, 412 */
  async execute(id: string): Promise<Notification> {
    const row = await this.store.get(id);
    const ways = {
      email: this.mail.connected,
      sms: this.gateway.live,
      letter: false,
      'phone-task': false,
      'in-app': false,
    };
    if (!ways[row.channel]) throw conflict('notification-not-sendable');
    if (!AGAIN.includes(row.state)) throw conflict('notification-ended');
    const now = this.clock.now();
    const changes = { state: 'queued', stateReason: null, lastError: null, attempts: 0, nextAttemptAt: now } as const;
    const changed = await this.store.change(row, changes);
    const { districtCode, householdId } = row;
    await this.dueItems.set({ kind: 'notification-attempt', subjectId: id, districtCode, dueAt: now });
    const subject = { subjectType: 'notification', subjectId: id, householdId, districtCode };
    await this.audit.changed({ action: 'notification.retried', ...subject, fields: ['state'] });
    return changed;
  }
}
