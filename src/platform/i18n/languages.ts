import type { Locale } from './locale';
import type { Texts } from './texts';

/** What households and offerings of a district speak, for forms: codes of BCP 47, and `sichuan`, which has none. */
export const spokenLanguages = ['zh', 'sichuan', 'sgn', 'ii', 'bo', 'en'] as const;

/** A language by its name: the product's own word for it, else the standard's; what is no code stays as it is. */
export function languageName(texts: Texts, locale: Locale, code: string): string {
  const key = `shell.spoken.${code}`;
  if (texts.has(key)) return texts.t(locale, key);
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
