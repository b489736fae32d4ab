import { Injectable } from '@nestjs/common';
import { formatDate, formatList, languageName, type Locale, Texts } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import { CODE_PARAMS } from './explain';
import type { Phrase } from './matching.types';

/** Parameters that hold a civil date, or a dash where none is known. */
const DATE_PARAMS: ReadonlySet<string> = new Set(['day', 'until']);

/** Turns phrases of the core into sentences: codes become the reader's words first. */
@Injectable()
export class PhraseTexts {
  constructor(
    private readonly texts: Texts,
    private readonly taxonomy: Taxonomy,
  ) {}

  say(locale: Locale, { key, params }: Phrase): string {
    const entries = Object.entries(params).map(([name, value]) => [name, this.spoken(locale, name, value)] as const);
    return this.texts.t(locale, key, Object.fromEntries(entries));
  }

  /** Name of a service code; a code that has left the list stands for itself. */
  service(locale: Locale, code: string): string {
    return this.taxonomy.exists(code) ? this.taxonomy.name(code, locale) : code;
  }

  private spoken(locale: Locale, name: string, value: string | number): string | number {
    if (typeof value !== 'string') return value;
    if (DATE_PARAMS.has(name)) return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(locale, value) : value;
    const kind = CODE_PARAMS[name];
    if (!kind) return value;
    return formatList(
      locale,
      value.split(', ').map((code) => this.word(locale, kind, code)),
    );
  }

  private word(locale: Locale, kind: (typeof CODE_PARAMS)[string], code: string): string {
    if (kind === 'service') return this.service(locale, code);
    if (kind === 'language') return languageName(this.texts, locale, code);
    const key = kind === 'class' ? `reference.class.c${code}` : `people-checks.disability-kind.${code}`;
    return this.texts.has(key) ? this.texts.t(locale, key) : code;
  }
}
