import { Injectable } from '@nestjs/common';
import type { CheckLine, CheckView } from '../../people/checks';
import { type Locale, Texts } from '../../platform/i18n';
import { Policies } from '../../reference/policies';

type Call = CheckView['calls'][number];
type Answer = Call['answers'][number];

/** In which words a department's call is told: it has answered, it is asked, or it has not answered. */
const TOLD: Readonly<Record<Call['state'], 'said' | 'asked' | 'silent'>> = {
  ...({ waiting: 'asked', sent: 'asked', answered: 'said', late: 'said' } as const),
  ...({ 'timed-out': 'silent', failed: 'silent' } as const),
};

interface Reader {
  districtCode: string;
  names: ReadonlyMap<string, string | null>;
  locale: Locale;
}

/** What the departments have said, department by department, as the household is told. */
@Injectable()
export class HouseholdCheckCards {
  constructor(
    private readonly policies: Policies,
    private readonly texts: Texts,
  ) {}

  /** One check in the list. */
  line({ id, requestedAt, purpose, departments, answered, missing }: CheckLine, districtCode: string, locale: Locale) {
    return {
      ...{ id, requestedAt, departments, answered },
      purpose: this.texts.t(locale, `checks.purpose.${purpose}`),
      missing: missing.map((code) => this.department(districtCode, code, locale)),
    };
  }

  /** In the order of the catalogue; `contestable` are the items that the household may still say something against. */
  of({ calls, mismatches }: CheckView, { districtCode, names, locale }: Reader) {
    const { departments, catalogue } = this.policies.current(districtCode).rules.checks;
    const called = (code: string) => {
      const item = catalogue.find((one) => one.code === code);
      return item ? nameOf(item, locale) : code;
    };
    return departments.flatMap((department) => {
      const call = calls.find((one) => one.department === department.code);
      if (!call) return [];
      const items = [...new Set(call.answers.filter(contentOf).map(({ item }) => item))].map((code) => {
        const found = mismatches.find((one) => one.item === code);
        return { code, text: called(code), state: found ? stateOf(found) : null };
      });
      return [
        {
          ...{ code: department.code, name: nameOf(department, locale), told: TOLD[call.state] },
          answers: call.answers.map((answer) => ({
            ...this.answer(answer, locale),
            item: called(answer.item),
            who: names.get(answer.memberId) ?? this.texts.t(locale, 'checks.one.moved-out'),
          })),
          clarifying: items.filter(({ state }) => state !== null),
          contestable: items.filter(({ state }) => state === null || state === 'settled').map(choice),
        },
      ];
    });
  }

  private department(districtCode: string, code: string, locale: Locale): string {
    const found = this.policies.current(districtCode).rules.checks.departments.find((one) => one.code === code);
    return found ? nameOf(found, locale) : code;
  }

  private answer(answer: Answer, locale: Locale) {
    const content = contentOf(answer);
    const period = content?.period ? this.texts.t(locale, `verification.period.${content.period}`) : null;
    const told = content === null ? 'none' : content.held ? 'held' : 'nothing';
    return { told, amountFen: content?.amountFen ?? null, asOf: content?.asOf ?? null, period };
  }
}

const contentOf = ({ identity, economy, health }: Answer) => identity ?? economy ?? health;
const nameOf = ({ zh, en }: { zh: string; en: string }, locale: Locale) => (locale === 'en' ? en : zh);
const choice = ({ code, text }: { code: string; text: string }) => ({ value: code, text });

/** Where an item stands, for the household: it waits, the department is asked, it was wrong, or somebody has settled it. */
function stateOf({ state, saidAt }: CheckView['mismatches'][number]): string | null {
  if (state === 'open') return saidAt === null ? null : 'waits';
  if (state === 'disputed') return 'asked';
  return state === 'corrected' ? 'corrected' : 'settled';
}
