import { Injectable } from '@nestjs/common';
import { formatDate, formatList, type TextParams, Texts } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import { pageLocale } from '../shell';

/** Words of the pages on results, in the reader's language. */
@Injectable()
export class EvaluationWords {
  constructor(
    private readonly texts: Texts,
    private readonly taxonomy: Taxonomy,
  ) {}

  text(key: string, params?: TextParams): string {
    return this.texts.t(pageLocale(), key, params);
  }

  /** A day as people write it; null stays null. */
  date(day: string | null): string | null {
    return day === null ? null : formatDate(pageLocale(), day);
  }

  /** The text below `prefix` (which ends with a dot), or the value itself where an older row has a word that is not in use any more. */
  known(prefix: string, value: string | null): string {
    if (value === null) return this.text('evaluations.none');
    return this.texts.has(prefix + value) ? this.text(prefix + value) : value;
  }

  /** Name of a service code. */
  service(code: string): string {
    return this.taxonomy.exists(code) ? this.taxonomy.name(code, pageLocale()) : code;
  }

  list(items: readonly string[]): string {
    return formatList(pageLocale(), items);
  }

  /** Choices named by the texts below `prefix`, which ends with a dot. */
  choices(prefix: string, values: readonly string[]): Array<{ value: string; text: string }> {
    return values.map((value) => ({ value, text: this.text(prefix + value) }));
  }
}
