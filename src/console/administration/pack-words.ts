import { Injectable } from '@nestjs/common';
import { formatList, formatMoney, type Locale, Texts } from '../../platform/i18n';
import type { PackRow } from '../../reference/policies';

type RowValue = PackRow['values'][number];

/** Codes that are names of other rows of the pack: the value that holds them, and the section of those rows. */
const OF_ROWS: Readonly<Record<string, string>> = {
  'checks.department': 'checks',
  'commitments.papers': 'entitlements',
  'consents.covers': 'consents',
  'consents.items': 'consents',
  'deductions.costs': 'rigid',
  'deductions.after': 'deductions',
  'entitlements.papers': 'entitlements',
  granted: 'entitlements',
  never: 'entitlements',
  'types.statuses': 'statuses',
  'types.unless': 'statuses',
  'statuses.layer': 'layers',
};
/** Codes of lists that have their words elsewhere. */
const WORDS: Readonly<Record<string, string>> = {
  'entitlements.department': 'reference.department.',
  'consents.scope': 'consents.scope.',
  'consents.receiverKind': 'consents.receiver-kind.',
  'consents.receiver': 'providers.kind.',
  'prints.fields': 'batch-prints.field.',
  'property.items': 'verification.item.',
  workCapacity: 'packs.capacity.',
  item: 'verification.item.',
};
const FORMULAS = ['amount', 'cap', 'perHead'];
/** Of two fields in two languages the one that this reader does not want. */
const OTHER_LANGUAGE: Readonly<Record<Locale, RegExp>> = { 'zh-CN': /^articleEn$|\.en$/, en: /^article$|\.zh$/ };

/** What a row of a pack says, in the reader's words. */
@Injectable()
export class PackWords {
  constructor(private readonly texts: Texts) {}

  t(locale: Locale, key: string): string {
    return this.texts.t(locale, key);
  }

  name(row: Pick<PackRow, 'section' | 'part' | 'code' | 'zh' | 'en'>, locale: Locale): string {
    const own = locale === 'en' ? row.en : row.zh;
    if (own !== null) return own;
    const [, place] = /^row-(\d+)$/.exec(row.code) ?? [];
    const name = this.text(locale, `packs.name.${row.section}.${place ? row.part : row.code}`) ?? row.code;
    return place ? `${name} ${place}` : name;
  }

  says(row: PackRow, rows: readonly PackRow[], locale: Locale): string {
    const said = row.values.filter(({ key }) => !OTHER_LANGUAGE[locale].test(key));
    return said.map((value) => this.value(row.section, value, rows, locale)).join(' · ');
  }

  private value(section: string, one: RowValue, rows: readonly PackRow[], locale: Locale): string {
    const [, of, any, ofWhom] = /^(who|when)\.(any\.)?(.+)$/.exec(one.key) ?? [];
    const key = of ? `packs.who.${ofWhom}` : `packs.value.${section}.${one.key}`;
    const value = this.shown(section, one, rows, locale);
    const said =
      this.text(locale, `${key}.${String(one.value)}`) ?? this.text(locale, key, { value }) ?? `${one.key} ${value}`;
    return any ? this.texts.t(locale, 'packs.show.any', { said }) : said;
  }

  private shown(section: string, { key, value, fen }: RowValue, rows: readonly PackRow[], locale: Locale) {
    if (typeof value === 'number') return fen ? formatMoney(locale, value) : value;
    if (typeof value === 'boolean') return String(value);
    const short = key.split('.').at(-1) ?? key;
    if (typeof value === 'string' && FORMULAS.includes(short)) return this.formula(value, locale);
    const place = key === short ? `${section}.${key}` : short;
    const words = (typeof value === 'string' ? [value] : value).map((code) => {
      const row = rows.find((other) => other.section === OF_ROWS[place] && other.code === code);
      return row ? this.name(row, locale) : (this.text(locale, `${WORDS[place] ?? ''}${code}`) ?? String(code));
    });
    return words.length === 1 ? words[0]! : formatList(locale, words);
  }

  private formula(formula: string, locale: Locale): string {
    const standard = (kind: string) =>
      this.name({ section: 'standards', part: '', code: kind, zh: null, en: null }, locale);
    return formula
      .replace(/standard\(([\w-]+)\)/g, (_, kind: string) => standard(kind))
      .replaceAll('*', '×')
      .replaceAll('/', '÷');
  }

  private text(locale: Locale, key: string, params: Record<string, string | number> = {}): string | null {
    return this.texts.has(key) ? this.texts.t(locale, key, params) : null;
  }
}
