import type { TextParams } from '../../platform/i18n';
import type { CitationStatus, PolicyPack } from '../../reference/policies';

export interface Named {
  code: string;
  zh: string;
  en: string;
}
type Rules = PolicyPack['rules'];
type Section = (rules: Rules) => readonly Named[];
type RulesAndSources = Pick<PolicyPack, 'heads' | 'rules'>;

/** Packs of before had no names for trades. */
export const namedTrade = ({ trade: code, zh, en }: Rules['income']['averages'][number]): Named => ({
  ...{ code, zh: zh ?? code, en: en ?? code },
});

/** Where the rows of a rule have their names. */
const sections: Readonly<Record<string, Section>> = {
  'income-item': ({ income }) => income.items,
  'trade-average': ({ income }) => income.averages.map(namedTrade),
  deduction: ({ deductions }) => deductions,
  'property-limit': ({ property }) => property.limits,
  'property-exempt': ({ property }) => property.exemptions,
  status: ({ statuses }) => statuses,
  allowance: ({ allowances }) => allowances?.table ?? [],
  extra: ({ extras }) => extras,
  layer: ({ layers }) => layers,
  type: ({ types }) => types,
  'self-care': ({ selfCare }) => selfCare,
};

/** What the codes of a calculation are called on a page, in one language. */
export interface CalculationTerms {
  say: (key: string, params?: TextParams) => string;
  money: (fen: number) => string;
  /** Of a row of the pack; the code itself where the pack has no such row any more. */
  rowName: (rule: string, code: string) => string;
  /** Of the row a citation names: where it stands, and whether somebody has read it. */
  source: (citation: string) => Array<{ code: string; text: string | null; state: CitationStatus | 'unlisted' }>;
  /** Of a person, by the key of the calculation. */
  person: (key: string) => string | undefined;
  /** Address of a line of the declaration, by the key of the calculation. */
  line: (key: string) => string | undefined;
}

export function termsOf(
  { heads, rules }: RulesAndSources,
  locale: string,
  words: Pick<CalculationTerms, 'say' | 'money'>,
  people: ReadonlyMap<string, string> = new Map(),
  lines: ReadonlyMap<string, string> = new Map(),
): CalculationTerms {
  const cited = new Map(heads.flatMap(({ citations }) => citations.map((row) => [row.code, row])));
  return {
    ...words,
    rowName: (rule, code) => {
      const row = sections[rule]?.(rules).find((one) => one.code === code);
      return row ? (locale === 'en' ? row.en : row.zh) : code;
    },
    source: (citation) =>
      citation.split(/[ ,]+/).map((code) => {
        const row = cited.get(code);
        return { code, text: row?.text ?? null, state: row?.status ?? 'unlisted' };
      }),
    person: (key) => people.get(key),
    line: (key) => lines.get(key),
  };
}
