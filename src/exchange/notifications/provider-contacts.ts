import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '../../platform/queue';
import { Providers } from '../../supply/providers';
import { Accounts } from '../../trust/accounts';
import { HelpLine } from './help-line';
import { MessageTexts } from './message-texts';
import { MessageWriter } from './message-writer';

/** More people than this are no named contacts any more. */
const MAXIMUM = 5;

/** Asks the people of a provider who may answer a referral, each by a mail with a link of the own (design 6). */
@Injectable()
export class ProviderContacts {
  constructor(
    private readonly accounts: Accounts,
    private readonly providers: Providers,
    private readonly helpLine: HelpLine,
    private readonly texts: MessageTexts,
    private readonly writer: MessageWriter,
  ) {}

  /** @returns false when nobody there has an address of the own */
  async ask({ id, type, aggregateId, districtCode }: DomainEvent, organisationId: string): Promise<boolean> {
    const filter = { role: 'dispatcher', state: 'active', organisationId, limit: MAXIMUM };
    const contacts = (await this.accounts.list(filter)).items.filter(({ email }) => email !== null);
    if (contacts.length === 0) return false;
    const { regionPath } = await this.providers.get(organisationId);
    const phone = (await this.helpLine.of(regionPath))?.phone ?? null;
    const place = { districtCode, regionPath };
    for (const { id: accountId, display_name: name, locale } of contacts) {
      await this.writer.write({ id, type, subjectId: aggregateId }, place, {
        ...{ recipientKind: 'account', recipientId: accountId, householdId: null, ownerAccountId: null },
        ...{ channel: 'email', template: 'referral-asked', locale },
        ...this.texts.toContact(name, locale, `/console/referrals/${aggregateId}`, phone),
      });
    }
    return true;
  }
}
