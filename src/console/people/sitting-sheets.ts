import { Injectable } from '@nestjs/common';
import { answerOf, type Consent, ConsentViews, proofKinds, type SittingSheet } from '../../people/consents';
import { type Household, Households } from '../../people/households';
import { type Locale, Texts } from '../../platform/i18n';
import { Policies } from '../../reference/policies';
import { receiverText } from './consent-receiver';

/** One line of a sheet in words. */
export interface SittingLine {
  id: string;
  state: Consent['state'];
  answer: ReturnType<typeof answerOf>;
  text: string;
  receiver: string;
  items: string[];
  struck: string[];
  validUntil: string;
  /** Null for those who see no names (C3). */
  givenByName: string | null;
  mode: Consent['mode'];
  proofKind: Consent['proofKind'];
}

/** The sheet of a sitting in the words of the district's pack (R98), for console, household page and print. */
@Injectable()
export class SittingSheets {
  constructor(
    private readonly households: Households,
    private readonly views: ConsentViews,
    private readonly policies: Policies,
    private readonly texts: Texts,
  ) {}

  /** The lines that a sitting asks, as the pack has them. */
  preset({ districtCode }: Pick<Household, 'districtCode'>, locale: Locale) {
    const { consentSheet } = this.policies.current(districtCode).rules;
    return consentSheet.map(({ code, scope, receiverKind, receiver, items, ...words }) => {
      const text = locale === 'en' ? words.en : words.zh;
      const named = items.map((item) => this.item(districtCode, item, locale));
      return {
        code,
        text,
        items: named.join(this.texts.t(locale, 'sittings.list')),
        line: { scope, receiverKind, receiverName: receiver, items },
      };
    });
  }

  /** Items of all lines, to strike one for the whole sheet. */
  items({ districtCode }: Pick<Household, 'districtCode'>, codes: readonly string[], locale: Locale) {
    return [...new Set(codes)].map((value) => ({ value, text: this.item(districtCode, value, locale) }));
  }

  proofKinds(locale: Locale) {
    return proofKinds.map((value) => ({ value, text: this.texts.t(locale, `sittings.proof.${value}`) }));
  }

  /** Members that may speak or be spoken for. */
  async members(householdId: string) {
    return (await this.households.members(householdId)).map(({ id, name }) => ({ value: id, text: name }));
  }

  async lines({ sitting, lines }: SittingSheet, locale: Locale): Promise<SittingLine[]> {
    const { districtCode } = sitting;
    const named = (codes: readonly string[]) => codes.map((code) => this.item(districtCode, code, locale));
    return (await this.views.readable(lines)).map((line) => {
      const { id, state, scope, items, struckItems, validUntil, givenByName, mode, proofKind } = line;
      const receiver = receiverText(line, (key) => this.texts.t(locale, key));
      const text = this.texts.t(locale, `consents.scope.${scope}`);
      const said = {
        id,
        state,
        answer: answerOf(line),
        text,
        receiver,
        items: named(items),
        struck: named(struckItems),
      };
      return { ...said, validUntil, givenByName, mode, proofKind };
    });
  }

  private item(districtCode: string, code: string, locale: Locale): string {
    const item = this.policies.current(districtCode).rules.consentItems.find((one) => one.code === code);
    return (locale === 'en' ? item?.en : item?.zh) ?? code;
  }
}
