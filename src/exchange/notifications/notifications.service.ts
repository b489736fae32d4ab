import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { conflict } from '../../platform/errors';
import { Audit } from '../../trust/audit';
import type { NotificationQuery } from './dto/notification.dto';
import { Addresses } from './addresses';
import { MailTransport } from './mail-transport';
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
    private readonly mail: MailTransport,
    private readonly addresses: Addresses,
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

  /** An e-mail as a file to keep or to send by hand. @throws AppError 404, 409 `notification-no-mail`, 410 */
  async mailFile(id: string): Promise<Buffer> {
    const { row, text } = await this.open(id);
    if (row.channel !== 'email') throw conflict('notification-no-mail');
    return this.mail.file({ id, to: await this.addresses.email(row), subject: text.subject, text: text.body });
  }

  /** Letters and calls that wait for the actor, and messages to it that it has not put away. */
  async waiting(): Promise<{ byHand: number; unread: number }> {
    const { userId } = this.transactions.actor;
    if (!userId) return { byHand: 0, unread: 0 };
    return { byHand: await this.store.countByHand(userId), unread: await this.store.countUnread(userId) };
  }
}
