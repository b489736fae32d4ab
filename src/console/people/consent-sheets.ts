import { Injectable } from '@nestjs/common';
import type { Consent } from '../../people/consents';
import { type Household, Households } from '../../people/households';
import { invalid } from '../../platform/errors';
import { Policies } from '../../reference/policies';
import { type Provider, Providers } from '../../supply/providers';
import { Audit } from '../../trust/audit';
import { pageLocale } from '../shell';
import { Choices } from './choices';
import { receiverText } from './consent-receiver';

interface ReceiverFields {
  receiverKind: Consent['receiverKind'];
  receiverNumber?: string | undefined;
  receiverProviderKind?: Provider['kind'] | undefined;
  receiverName?: string | undefined;
}

/** The lines of a consent sheet as the district's pack words them. */
@Injectable()
export class ConsentSheets {
  constructor(
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly providers: Providers,
    private readonly audit: Audit,
    private readonly choices: Choices,
  ) {}

  async items(householdId: string) {
    const { districtCode } = await this.households.unrecorded(householdId);
    return this.policies.current(districtCode).rules.consentItems.map(({ code, zh, en, needed }) => ({
      value: code,
      text: pageLocale() === 'en' ? en : zh,
      ...(needed && { hint: this.choices.text('consents.new.needed') }),
    }));
  }

  /** What a blank sheet starts with; nobody types the id of a provider that a referral waits for. */
  async blank(householdId: string, providerId?: string) {
    const provider = providerId === undefined ? null : await this.providers.get(providerId);
    return {
      ...{ scope: 'referral', decision: 'given', mode: 'self' },
      kept: (await this.items(householdId)).map(({ value }) => value),
      ...(provider ? { receiverKind: 'provider', receiverNumber: provider.number } : { receiverKind: 'provider-kind' }),
    };
  }

  /**
   * The receiver as the form names it: a provider by its number, a kind of provider by its code, others by name.
   * @throws AppError 422 when what the chosen kind of receiver needs is missing or unknown
   */
  async receiver({ receiverKind, receiverNumber, receiverProviderKind, receiverName }: ReceiverFields) {
    if (receiverKind === 'provider') {
      if (!receiverNumber) throw invalid([{ field: 'receiverNumber', code: 'consent-receiver-needed' }]);
      const provider = await this.providers.ofNumber(receiverNumber);
      if (!provider) throw invalid([{ field: 'receiverNumber', code: 'provider-not-found' }]);
      return { receiverKind, receiverId: provider.id, receiverName: provider.name };
    }
    if (receiverKind === 'provider-kind') {
      if (!receiverProviderKind) throw invalid([{ field: 'receiverProviderKind', code: 'consent-kind-needed' }]);
      return { receiverKind, receiverName: receiverProviderKind };
    }
    if (!receiverName) throw invalid([{ field: 'receiverName', code: 'consent-name-needed' }]);
    return { receiverKind, receiverName };
  }

  /** Whom the sheet names, in the reader's language. */
  receiverOf(consent: Consent): string {
    return receiverText(consent, (key) => this.choices.text(key));
  }

  async named(consent: Consent, codes: readonly string[]): Promise<string[]> {
    const items = await this.items(consent.householdId);
    return codes.map((code) => items.find((item) => item.value === code)?.text ?? code);
  }

  /** How long a sheet holds when nobody names a day. */
  months({ districtCode }: Household): number {
    return this.policies.current(districtCode).rules.consentMonths;
  }

  /** A print is a reading that goes on the record. */
  async printed({ id: subjectId, householdId }: Consent): Promise<void> {
    await this.audit.read({ action: 'consent.printed', subjectType: 'consent', subjectId, householdId });
  }
}
