import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { IntlMessageFormat } from 'intl-messageformat';
import { projectRoot } from '../database';
import { type Locale, locales } from './locale';
import { type Catalogue, readCatalogue } from './text-files';

export type TextParams = Record<string, string | number | Date | null | undefined>;

/** A key without a text: a mistake in the program, never shown as a key to a reader. */
export class MissingTextError extends Error {}

/**
 * Every sentence that a person reads, in every language, as ICU messages under `templates/texts/<locale>/<room>.json`.
 * Read once at boot and parsed when first used; `check` has a broken message stop the start instead of a page.
 */
@Injectable()
export class Texts {
  private readonly catalogues = new Map<Locale, Catalogue>();
  private readonly messages = new Map<Locale, Map<string, IntlMessageFormat>>();

  constructor() {
    this.load(join(projectRoot(), 'templates', 'texts'));
  }

  /** Replaces the catalogues by those below `folder` (one folder a language). */
  load(folder: string): void {
    for (const locale of locales) {
      this.catalogues.set(locale, readCatalogue(join(folder, locale)));
      this.messages.set(locale, new Map());
    }
  }

  /** Parses every message now. @throws Error that names a broken one */
  check(): void {
    for (const locale of locales) for (const key of this.keys(locale)) this.message(locale, key);
  }

  /**
   * The text of `key` in `locale` with its parameters filled in.
   * @throws MissingTextError when there is no such text, or a parameter is undefined
   */
  t(locale: Locale, key: string, params: TextParams = {}): string {
    const message = this.message(locale, key);
    if (!message) throw new MissingTextError(`No text ${key} in ${locale}`);
    const absent = Object.keys(params).find((name) => params[name] === undefined);
    if (absent) throw new MissingTextError(`Text ${key}: parameter ${absent} is undefined`);
    return String(message.format(params));
  }

  /** Whether both languages would answer; for keys made of data, such as error codes. */
  has(key: string): boolean {
    return locales.every((locale) => this.catalogues.get(locale)?.has(key));
  }

  /** All keys of one language. */
  keys(locale: Locale): string[] {
    return [...(this.catalogues.get(locale)?.keys() ?? [])];
  }

  private message(locale: Locale, key: string): IntlMessageFormat | undefined {
    const parsed = this.messages.get(locale)?.get(key);
    const text = parsed ? undefined : this.catalogues.get(locale)?.get(key);
    if (text === undefined) return parsed;
    const message = parse(locale, key, text);
    this.messages.get(locale)?.set(key, message);
    return message;
  }
}

function parse(locale: Locale, key: string, text: string): IntlMessageFormat {
  try {
    return new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Text ${key} in ${locale} is not a valid message: ${reason}`);
  }
}
