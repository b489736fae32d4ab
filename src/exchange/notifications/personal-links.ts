import { Injectable } from '@nestjs/common';
import { defaultLocale, supportedLocale, Texts } from '../../platform/i18n';
import { ProviderLinks } from '../../referral/referrals';
import { LINK_PLACE, type MessageText } from './message-texts';
import type { Notification } from './notification.entity';

/** Secrets are minted when the mail goes out (design 8.10); the outbox shows where they will stand, never what they are. */
@Injectable()
export class PersonalLinks {
  constructor(
    private readonly links: ProviderLinks,
    private readonly texts: Texts,
  ) {}

  /** The text as it leaves the house; in the transaction that must be committed before the mail is handed over. */
  async minted(row: Notification, { subject, body }: MessageText): Promise<MessageText> {
    if (!body.includes(LINK_PLACE)) return { subject, body };
    return { subject, body: body.replace(LINK_PLACE, await this.links.mint(row.subjectId, row.recipientId)) };
  }

  /** The text as anybody else may read it. */
  hidden({ locale }: Notification, { subject, body }: MessageText): MessageText {
    const shown = this.texts.t(supportedLocale(locale) ?? defaultLocale, 'notifications.answer.hidden');
    return { subject, body: body.replace(LINK_PLACE, shown) };
  }
}
