import { Injectable } from '@nestjs/common';
import { MessageTexts } from './message-texts';
import { MessageWriter } from './message-writer';
import type { Notification } from './notification.entity';
import { WorkerAlone } from './worker-alone';

/** A message that could not be delivered must still reach its household: somebody calls (ux 4.2). */
@Injectable()
export class FallBack {
  constructor(
    private readonly texts: MessageTexts,
    private readonly writer: MessageWriter,
    private readonly workerAlone: WorkerAlone,
  ) {}

  /** Writes the phone task, or the letter when calling was what failed; for households only. */
  async to(row: Notification): Promise<void> {
    if (row.recipientKind !== 'household' || row.channel === 'letter') return;
    const channel = row.channel === 'phone-task' ? 'letter' : 'phone-task';
    if (channel === 'letter' && (await this.workerAlone.reaches(row.recipientId, row.restricted === true))) return;
    const place = { districtCode: row.districtCode, regionPath: row.regionPath };
    const event = { id: row.eventId, type: row.eventType, subjectId: row.subjectId };
    const { recipientKind, recipientId, householdId, ownerAccountId, template, locale } = row;
    const text = await this.texts.byHand(row, channel);
    await this.writer.write(event, place, {
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
