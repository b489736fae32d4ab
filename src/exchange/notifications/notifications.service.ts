import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { Audit } from '../../trust/audit';
import type { NotificationQuery } from './dto/notification.dto';
import { MessageTexts, type MessageText } from './message-texts';
import type { Notification } from './notification.entity';
import { NotificationsStore } from './notifications.store';
import { PersonalLinks } from './personal-links';

/** The outbox of messages, for API and console. Nobody writes through it: messages come from events alone. */
@Injectable()
export class Notifications {
  constructor(
    private readonly store: NotificationsStore,
    private readonly texts: MessageTexts,
    private readonly links: PersonalLinks,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  list(query: NotificationQuery): Promise<Page<Notification>> {
    return this.store.list(query, this.transactions.actor.userId);
  }

  /** The row and its text; reading a household's message is recorded. @throws AppError 404, 410 `subject-erased` */
  async open(id: string): Promise<{ row: Notification; text: MessageText }> {
    const row = await this.store.get(id);
    const { householdId } = row;
    if (row.recipientKind === 'household') {
      await this.audit.read({ action: 'notification.read', subjectType: 'notification', subjectId: id, householdId });
    }
    return { row, text: this.links.hidden(row, await this.texts.open(row)) };
  }

  /** Letters and calls that wait for the actor, and messages to it that it has not put away. */
  async waiting(): Promise<{ byHand: number; unread: number }> {
    const { userId } = this.transactions.actor;
    if (!userId) return { byHand: 0, unread: 0 };
    return { byHand: await this.store.countByHand(userId), unread: await this.store.countUnread(userId) };
  }
}
