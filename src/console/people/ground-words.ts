import { Injectable } from '@nestjs/common';
import { type Locale, Texts } from '../../platform/i18n';
import { type LegalBasis, SharedData, type SharedByLaw as Shared } from '../../referral/referrals';

/** A sharing that stands on the law and not on a consent, in words. */
export interface SharedByLaw {
  providerName: string;
  sentAt: Date | null;
  /** Name of the ground, with law and article. */
  basis: string;
}

/** The law and article that stand in for a consent (R98, PIPL 13, 17), as the district's pack names them. */
@Injectable()
export class GroundWords {
  constructor(
    private readonly shared: SharedData,
    private readonly texts: Texts,
  ) {}

  /** @param basis null where a consent stands behind it */
  text(basis: LegalBasis | null, locale: Locale): string | null {
    if (basis === null) return null;
    const en = locale === 'en';
    const params = { ground: en ? basis.en : basis.zh, article: en ? basis.article.en : basis.article.zh };
    return this.texts.t(locale, 'sittings.shared.basis', params);
  }

  /** What is shared beside the lines of a sheet or receipt that the household keeps. */
  async onPaper(householdId: string, locale: Locale): Promise<SharedByLaw[]> {
    return this.listed(await this.shared.onPaper(householdId), locale);
  }

  /** Whom the receiver of one consent would be, and who gets something without it. */
  async beside(
    { householdId, receiverKind, receiverId, receiverName }: Receiver,
    kindOf: (providerId: string) => Promise<string>,
    locale: Locale,
  ): Promise<SharedByLaw[]> {
    const found: Shared[] = [];
    for (const one of await this.shared.byLaw(householdId)) {
      const { providerId } = one.referral;
      const named = receiverKind === 'provider' && receiverId === providerId;
      if (named || (receiverKind === 'provider-kind' && receiverName === (await kindOf(providerId)))) found.push(one);
    }
    return this.listed(found, locale);
  }

  private listed(found: readonly Shared[], locale: Locale): SharedByLaw[] {
    return found.map(({ referral, providerName, basis }) => ({
      ...{ providerName, sentAt: referral.sentAt },
      basis: this.text(basis, locale) ?? '',
    }));
  }
}

interface Receiver {
  householdId: string;
  receiverKind: string;
  receiverId: string | null;
  receiverName: string;
}
