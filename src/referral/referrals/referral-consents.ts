import { Injectable } from '@nestjs/common';
import { type Consent, Consents, covers, type SharingWish } from '../../people/consents';
import { Clock } from '../../platform/time';
import { Policies } from '../../reference/policies';
import { Providers } from '../../supply/providers';
import type { Referral } from './referral.entity';

type Shared = Pick<Referral, 'householdId' | 'providerId' | 'districtCode'>;

/** A ground of the law in words, with law and article (PIPL 13, 17). */
export interface LegalBasis {
  zh: string;
  en: string;
  article: { zh: string; en: string };
}

/** Whether a household has allowed what a referral shares: the items that the pack names as needed (R98). */
@Injectable()
export class ReferralConsents {
  constructor(
    private readonly consents: Consents,
    private readonly providers: Providers,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /** The items without which nothing can be sent, with their names in both languages. */
  needed(districtCode: string) {
    return this.policies.current(districtCode).rules.consentItems.filter((item) => item.needed);
  }

  /** Items that a ground of the law covers; none when the district's pack does not name it (PIPL 13). */
  coveredBy(districtCode: string, ground: string): string[] {
    const { legalGrounds } = this.policies.current(districtCode).rules;
    return legalGrounds.find(({ code }) => code === ground)?.covers ?? [];
  }

  /** What the pack says of a ground; null without one, or when the district's pack no longer names it. */
  basis({ districtCode, legalGround }: Pick<Referral, 'districtCode' | 'legalGround'>): LegalBasis | null {
    const { legalGrounds } = this.policies.current(districtCode).rules;
    const found = legalGrounds.find(({ code }) => code === legalGround);
    return found ? { zh: found.zh, en: found.en, article: { zh: found.article, en: found.articleEn } } : null;
  }

  /** The newest consent that allows it today; null when there is none. */
  async covering(referral: Shared): Promise<Consent | null> {
    return this.consents.covering({ householdId: referral.householdId, ...(await this.wish(referral)) });
  }

  /** Whether this very consent allows it today. */
  async covers(consent: Consent, referral: Shared): Promise<boolean> {
    const own = consent.householdId === referral.householdId && consent.scope === 'referral';
    return own && covers(consent, await this.wish(referral), this.clock.today());
  }

  /** Whether what stands behind the referral still stands today. */
  async stillStands(referral: Referral): Promise<boolean> {
    if (referral.legalGround !== null) return true;
    if (referral.consentId === null) return false;
    return this.covers(await this.consents.get(referral.consentId), referral);
  }

  private async wish({ providerId, districtCode }: Shared): Promise<SharingWish> {
    const { kind } = await this.providers.get(providerId);
    return { providerId, providerKind: kind, items: this.needed(districtCode).map(({ code }) => code) };
  }
}
