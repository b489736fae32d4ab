import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Audit } from '../../../trust/audit';
import type { Notification } from '../notification.entity';
import { NotificationsStore } from '../notifications.store';
import { WorkerAlone } from '../worker-alone';

/** Takes "done" back: the letter was not handed over after all, the wrong row was ticked. The record keeps both. */
@Injectable()
export class ReopenNotification {
  constructor(
    private readonly store: NotificationsStore,
    private readonly audit: Audit,
    private readonly workerAlone: WorkerAlone,
  ) {}

  /** @throws AppError 404; 409 `notification-not-done`, `notification-by-worker` (B30, B31); 412 */
  async execute(id: string): Promise<Notification> {
    const row = await this.store.get(id);
    if (row.state !== 'done') throw conflict('notification-not-done');
    const byWorker = row.recipientKind === 'household' && row.channel !== 'phone-task';
    if (byWorker && (await this.workerAlone.reaches(row.recipientId, row.restricted === true))) {
      throw conflict('notification-by-worker');
    }
    const automatic = row.channel === 'email' || row.channel === 'sms';
    // What a machine sends is not sent by itself now: it waits in the outbox until somebody says "again".
    const state = automatic ? 'held' : 'queued';
    const nobody = { handledBy: null, handledAt: null, handledNote: null };
    const reopened = await this.store.change(row, { state, stateReason: automatic ? 'reopened' : null, ...nobody });
    const { householdId, districtCode } = row;
    const subject = { subjectType: 'notification', subjectId: id, householdId, districtCode };
    await this.audit.changed({ action: 'notification.reopened', ...subject, fields: ['state'] });
    return reopened;
  }
}
