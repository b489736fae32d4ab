import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { SendNotification } from './use-cases/send-notification.use-case';

/** The time of a message has come: first attempt, or the next one after a temporary refusal. */
@Injectable()
@DueHandler('notification-attempt')
export class NotificationAttempt implements DueItemHandler {
  constructor(private readonly sending: SendNotification) {}

  handle(item: DueItem): Promise<void> {
    return this.sending.execute(item.subjectId);
  }
}
