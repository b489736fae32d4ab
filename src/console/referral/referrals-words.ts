import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { formatDateTime, formatList, languageName, type TextParams, Texts } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import type { Referral } from '../../referral/referrals';
import { Offerings } from '../../supply/offerings';
import { Providers } from '../../supply/providers';
import { Accounts } from '../../trust/accounts';
import { pageLocale } from '../shell';

export const STATE_COLOURS: Record<string, string> = {
  draft: 'grey',
  consented: 'grey',
  sent: 'yellow',
  accepted: 'blue',
  scheduled: 'blue',
  'in-service': 'light-blue',
  completed: 'purple',
  'confirmed-by-household': 'green',
  closed: 'green',
  declined: 'red',
  expired: 'red',
  stopped: 'red',
  disputed: 'red',
  'on-hold': 'orange',
  recalled: 'grey',
  forwarded: 'grey',
  obsolete: 'grey',
};

/** Names behind the ids of referrals, as far as the reader reaches them. */
export interface ReferralNames {
  offerings: Map<string, string>;
  providers: Map<string, string>;
  households: Map<string, string>;
  owners: Map<string, string>;
}

/** Words and names of the pages about referrals, in the reader's language. */
@Injectable()
export class ReferralWords {
  constructor(
    private readonly texts: Texts,
    private readonly taxonomy: Taxonomy,
    private readonly offerings: Offerings,
    private readonly providers: Providers,
    private readonly households: Households,
    private readonly accounts: Accounts,
  ) {}

  text(key: string, params?: TextParams): string {
    return this.texts.t(pageLocale(), key, params);
  }

  /** The text below `prefix`, or the value itself where there is none. */
  known(prefix: string, value: string | null): string | null {
    if (value === null) return null;
    return this.texts.has(`${prefix}.${value}`) ? this.text(`${prefix}.${value}`) : value;
  }

  /** A service that its reader is not told by name stands as "special handling" (C3). */
  service(code: string | null): string {
    if (code === null) return this.text('referrals.one.special');
    return this.taxonomy.exists(code) ? this.taxonomy.name(code, pageLocale()) : code;
  }

  restricted(code: string): boolean {
    return this.taxonomy.restricted(code);
  }

  /** Languages by their names, as a list; null where none is known. */
  languages(codes: readonly string[]): string | null {
    const locale = pageLocale();
    return codes.length === 0
      ? null
      : formatList(
          locale,
          codes.map((code) => languageName(this.texts, locale, code)),
        );
  }

  moment(at: Date | string | null): string | null {
    return at === null ? null : formatDateTime(pageLocale(), new Date(at));
  }

  choices(prefix: string, values: readonly string[]): Array<{ value: string; text: string }> {
    return values.map((value) => ({ value, text: this.text(`${prefix}.${value}`) }));
  }

  async namesOf(referrals: readonly Referral[], staff: boolean): Promise<ReferralNames> {
    // Whom a provider's silence leads to next is for staff to know.
    const asked = referrals.flatMap(({ offeringId, candidates }) => [offeringId, ...(staff ? candidates : [])]);
    const offerings = await this.offerings.byIds([...new Set(asked)]);
    return {
      offerings: new Map([...offerings].map(([id, { name }]) => [id, name])),
      providers: await this.providers.names(referrals.map(({ providerId }) => providerId)),
      households: staff
        ? await this.households.namesOf(referrals.map(({ householdId }) => householdId))
        : new Map<string, string>(),
      owners: staff
        ? await this.accounts.names(referrals.map(({ ownerAccountId }) => ownerAccountId))
        : new Map<string, string>(),
    };
  }
}
