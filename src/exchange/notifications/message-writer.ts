import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { newId } from '../../platform/database';
import { DueItems } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { MailTransport } from './mail-transport';
import { MessageGateway } from './message-gateway';
import type { Notification, NotificationChannel } from './notification.entity';
import { NotificationsStore } from './notifications.store';

export interface MessageOrigin {
  /** Id of the event. */
  id: string;
  type: string;
  subjectId: string;
}

export interface MessagePlace {
  districtCode: string;
  regionPath: string;
}

/** A message with its text, ready to be kept. */
export type NewMessage = Pick<
  Notification,
  'recipientKind' | 'recipientId' | 'householdId' | 'ownerAccountId' | 'channel' | 'template' | 'locale'
> & { subject: string; body: string };

/** Puts messages into the outbox, once for each event, recipient, channel and template. */
@Injectable()
export class MessageWriter {
  constructor(
    private readonly store: NotificationsStore,
    private readonly sealer: Sealer,
    private readonly mail: MailTransport,
    private readonly gateway: MessageGateway,
    private readonly dueItems: DueItems,
    private readonly clock: Clock,
  ) {}

  /** @returns false when it was there already */
  async write(origin: MessageOrigin, place: MessagePlace, message: NewMessage): Promise<boolean> {
    const { subject, body, ...address } = message;
    const [id, now] = [newId(), this.clock.now()];
    const held = this.heldFor(message.channel);
    const goesOut = !held && (message.channel === 'email' || message.channel === 'sms');
    const seal = (column: string, text: string) =>
      this.sealer.seal(message.recipientId, `notifications.${column}`, id, text);
    const added = await this.store.insert({
      id,
      eventId: origin.id,
      eventType: origin.type,
      subjectId: origin.subjectId,
      ...address,
      ...place,
      state: held ? 'held' : 'queued',
      stateReason: held,
      subjectCiphertext: await seal('subject', subject),
      bodyCiphertext: await seal('body', body),
      attempts: 0,
      nextAttemptAt: goesOut ? now : null,
      lastError: null,
      sentAt: null,
      handledBy: null,
      handledAt: null,
      handledNote: null,
      createdAt: now,
      version: 1,
    });
    if (added && goesOut) {
      const { districtCode } = place;
      await this.dueItems.set({ kind: 'notification-attempt', subjectId: id, districtCode, dueAt: now });
    }
    return added;
  }

  private heldFor(channel: NotificationChannel): string | null {
    if (channel === 'email' && !this.mail.connected) return 'no-mail-server';
    return channel === 'sms' && !this.gateway.live ? 'no-message-service' : null;
  }
}
