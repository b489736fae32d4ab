import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { HouseholdLevels } from '../../people/households';
import { conflict, forbidden } from '../../platform/errors';
import { reaches, releaseFields } from '../../trust/access';
import { Audit } from '../../trust/audit';
import type { NotificationQuery } from './dto/notification.dto';
import { openedNotificationView, type OpenedNotificationView, viewNotification } from './dto/notification.view';
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
    private readonly levels: HouseholdLevels,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  list(query: NotificationQuery): Promise<Page<Notification>> {
    return this.store.list(query, this.transactions.actor.userId);
  }

  /**
   * A message as its reader may see it (C3); reading a household's message is recorded.
   * @throws AppError 404, 410 `subject-erased`
   */
  async open(id: string): Promise<OpenedNotificationView> {
    const { row, text } = await this.read(id);
    const barred = await this.addresses.barred(row);
    const view = { ...viewNotification(row), ...text, barred, handledNote: row.handledNote };
    // The other messages tell nothing of a household.
    if (row.recipientKind !== 'household') return { ...view, withheld: [] };
    const { userId } = this.transactions.actor;
    const levels = await this.levels.of(row.recipientId);
    const shown = releaseFields(openedNotificationView, view, levels);
    return row.handledBy === userId ? { ...shown, handledNote: row.handledNote } : shown;
  }

  /**
   * An e-mail as a file to keep or to send by hand; the address of a household stands in it for those who may see it.
   * @throws AppError 403 `not-for-role`, 404, 409 `notification-no-mail`, 410
   */
  async mailFile(id: string): Promise<Buffer> {
    const { row, text } = await this.read(id);
    if (row.channel !== 'email') throw conflict('notification-no-mail');
    const { contact } =
      row.recipientKind === 'household' ? await this.levels.of(row.recipientId) : { contact: 'full' as const };
    if (!reaches(contact, 'masked')) throw forbidden('not-for-role', { group: 'contact' });
    const to = reaches(contact, 'full') ? await this.addresses.email(row) : null;
    return this.mail.file({ id, to, subject: text.subject, text: text.body });
  }

  private async read(id: string): Promise<{ row: Notification; text: MessageText }> {
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
