import { Injectable } from '@nestjs/common';
import { MessageTexts } from './message-texts';
import { MessageWriter } from './message-writer';
import type { Notification } from './notification.entity';
import { NotificationsStore } from './notifications.store';
import { WorkerAlone } from './worker-alone';

/** A message that could not be delivered must still reach its household: somebody calls (ux 4.2). */
@Injectable()
export class FallBack {
  constructor(
    private readonly texts: MessageTexts,
    private readonly writer: MessageWriter,
    private readonly store: NotificationsStore,
    private readonly workerAlone: WorkerAlone,
  ) {}

  /** Writes the phone task, or the letter when calling was what failed; for households only. */
  async to(row: Notification): Promise<void> {
    if (row.recipientKind !== 'household' || row.channel === 'letter') return;
    const channel = row.channel === 'phone-task' ? 'letter' : 'phone-task';
    if (channel === 'letter' && (await this.workerAlone.reaches(row.recipientId, row.restricted === true))) return;
    await this.write(row, channel, row.eventId);
  }

  /**
   * Whatever still waits to go to a household of which a member must not be told: each message is cancelled, and the
   * worker's call, with the name of somebody who may be told, takes its place (B30, B31).
   */
  async toWorker(householdId: string): Promise<void> {
    if (!(await this.workerAlone.reaches(householdId, false))) return;
    for (const row of await this.store.waitingFor(householdId)) {
      await this.store.change(row, { state: 'cancelled', stateReason: 'told-by-worker', nextAttemptAt: null });
      // Under its own id: a call about the same event may stand already.
      await this.write(row, 'phone-task', row.id);
    }
  }

  private async write(row: Notification, channel: 'letter' | 'phone-task', originId: string): Promise<void> {
    const place = { districtCode: row.districtCode, regionPath: row.regionPath };
    const origin = { id: originId, type: row.eventType, subjectId: row.subjectId };
    const { recipientKind, recipientId, householdId, ownerAccountId, template, locale } = row;
    const text = await this.texts.byHand(row, channel);
    await this.writer.write(origin, place, {
      recipientKind,
      recipientId,
      householdId,
      ownerAccountId,
      template,
      locale,
      channel,
      ...text,
    });
  }
}
