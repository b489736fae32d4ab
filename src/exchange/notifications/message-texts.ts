import { Injectable } from '@nestjs/common';
import { GuardianBars } from '../../people/consents';
import { type Household, Households } from '../../people/households';
import { Config } from '../../platform/config';
import { Sealer } from '../../platform/crypto';
import {
  defaultLocale,
  formatDate,
  formatDateTime,
  formatLunar,
  type Locale,
  supportedLocale,
  Texts,
} from '../../platform/i18n';
import { Templates } from '../../platform/rendering';
import { ApplicationLines } from './application-lines';
import { HelpLine } from './help-line';
import type { Notification, NotificationChannel } from './notification.entity';

/** Stands in a stored text for an address that is a secret of its receiver. */
export const LINK_PLACE = '<<personal-link>>';

export interface MessageText {
  subject: string;
  body: string;
}

/** What the text of a household's message may name; nothing that tells what the trouble is. */
export interface NewsFacts {
  /** Day of the visit. */
  day?: Date | null;
  /** Who looked at the file from elsewhere, of which office, when. */
  opening?: FileOpened | null;
  /** What the event is about. */
  subjectId?: string;
}

export interface FileOpened {
  who: string;
  /** Null for somebody without a unit. */
  unit: string | null;
  at: Date;
}

/** Texts of messages, in the language of the recipient (R34: plain words; ux 4.1: nothing personal leaves the house). */
@Injectable()
export class MessageTexts {
  constructor(
    private readonly texts: Texts,
    private readonly templates: Templates,
    private readonly households: Households,
    private readonly bars: GuardianBars,
    private readonly applicationLines: ApplicationLines,
    private readonly helpLine: HelpLine,
    private readonly sealer: Sealer,
    private readonly config: Config,
  ) {}

  /** The text as it was written. @throws AppError 410 `subject-erased` */
  async open(row: Notification): Promise<MessageText> {
    const open = (column: string, bytes: Buffer) =>
      this.sealer.open(row.recipientId, `notifications.${column}`, row.id, bytes);
    return { subject: await open('subject', row.subjectCiphertext), body: await open('body', row.bodyCiphertext) };
  }

  /** To a household. E-mail and short message say only that there is news, and where. */
  async toHousehold(
    householdId: string,
    channel: NotificationChannel,
    template: string,
    facts: NewsFacts = {},
  ): Promise<MessageText> {
    const household = await this.households.unrecorded(householdId);
    const locale = localeOf(household.locale);
    const help = await this.helpLine.of(household.regionPath);
    const link = `${this.config.publicUrl}/h/home`;
    const phone = help?.phone ?? null;
    if (channel === 'email' || channel === 'sms') {
      const subject = this.texts.t(locale, 'notifications.news.subject');
      const page = channel === 'email' ? 'messages/news-email.txt' : 'messages/news-sms.txt';
      return { subject, body: this.templates.render(page, { link, phone }, { locale }) };
    }
    const lines = await this.applicationLines.of(template, facts.subjectId, locale);
    const text = [this.newsText(template, locale, facts), ...lines].join('\n');
    const subject = this.texts.t(locale, `notifications.household.${template}.title`);
    const name = channel === 'phone-task' ? await this.nameToTell(household) : household.displayName;
    const model = { name, text, phone, unit: help?.unit ?? null, link };
    const page = channel === 'letter' ? 'messages/letter.txt' : 'messages/call.txt';
    return { subject, body: this.templates.render(page, model, { locale }) };
  }

  /** The same news for a call or a letter, after another channel failed. */
  byHand(row: Notification, channel: 'letter' | 'phone-task'): Promise<MessageText> {
    return this.toHousehold(row.recipientId, channel, row.template, { subjectId: row.subjectId });
  }

  /** To an account, shown in the console. */
  toAccount(template: string, locale: string): MessageText {
    return this.plain(`notifications.account.${template}`, localeOf(locale));
  }

  /** To an organisation: nothing about the household, only where to look. */
  toProvider(template: string, path: string): MessageText {
    const { subject, body } = this.plain(`notifications.provider.${template}`, defaultLocale);
    const model = { text: body, link: `${this.config.publicUrl}${path}` };
    return { subject, body: this.templates.render('messages/provider-email.txt', model, { locale: defaultLocale }) };
  }

  /** To a named contact, who may answer from the mail: the same, with the place of the link and whom to ring. */
  toContact(name: string, language: string, path: string, phone: string | null): MessageText {
    const locale = localeOf(language);
    const { subject, body: text } = this.plain('notifications.account.referral-asked', locale);
    const model = { name, text, phone, link: LINK_PLACE, address: `${this.config.publicUrl}${path}` };
    return { subject, body: this.templates.render('messages/answer-email.txt', model, { locale }) };
  }

  /** Whom the caller asks for: the head, or somebody else while the head must not be told (B30, B31). */
  private async nameToTell({ id, number, displayName }: Household): Promise<string> {
    if (!(await this.bars.stand(id))) return displayName;
    return (await this.bars.toTell(id))[0]?.name ?? number;
  }

  private plain(key: string, locale: Locale): MessageText {
    return { subject: this.texts.t(locale, `${key}.title`), body: this.texts.t(locale, `${key}.text`) };
  }

  private newsText(template: string, locale: Locale, { day, opening }: NewsFacts): string {
    const text = this.texts.t(locale, `notifications.household.${template}.text`);
    if (opening) return `${text}\n${this.openingText(opening, locale)}`;
    if (!day) return text;
    const params = { date: formatDate(locale, day), lunar: formatLunar(locale, day) };
    return `${text}\n${this.texts.t(locale, 'notifications.visit-day', params)}`;
  }

  /** Who, where from, when, and how to object (C3). */
  private openingText({ who, unit, at }: FileOpened, locale: Locale): string {
    const office = unit ?? this.texts.t(locale, 'notifications.file-opened-unit');
    const line = this.texts.t(locale, 'notifications.file-opened', {
      who,
      unit: office,
      at: formatDateTime(locale, at),
    });
    return `${line}\n${this.texts.t(locale, 'notifications.file-opened-object')}`;
  }
}

const localeOf = (tag: string): Locale => supportedLocale(tag) ?? defaultLocale;
