/** Languages that every text exists in; the first is the default. */
export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = 'zh-CN';

/** Where a wish for a language can come from, strongest first. */
export interface LocaleSources {
  account?: string | null;
  query?: string | null;
  cookie?: string | null;
  acceptLanguage?: string | null;
}

/** The supported language that a tag such as `zh`, `zh-Hans` or `en-GB` asks for. */
export function supportedLocale(tag: string | null | undefined): Locale | null {
  const language = tag?.trim().toLowerCase().split(/[-_]/)[0];
  return locales.find((locale) => locale.toLowerCase().split('-')[0] === language) ?? null;
}

/** Account setting, then `?lang=`, cookie, Accept-Language, and Chinese when nobody asks for anything. */
export function negotiateLocale(sources: LocaleSources): Locale {
  const direct = [sources.account, sources.query, sources.cookie]
    .map(supportedLocale)
    .find((locale) => locale !== null);
  return direct ?? fromHeader(sources.acceptLanguage) ?? defaultLocale;
}

function fromHeader(header: string | null | undefined): Locale | null {
  const wishes = (header ?? '').split(',').map((part) => {
    const [tag, ...parameters] = part.split(';');
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    return { tag, quality: quality === undefined ? 1 : Number(quality) };
  });
  return (
    wishes
      .filter((wish) => wish.quality > 0)
      .sort((a, b) => b.quality - a.quality)
      .map((wish) => supportedLocale(wish.tag))
      .find((locale) => locale !== null) ?? null
  );
}
