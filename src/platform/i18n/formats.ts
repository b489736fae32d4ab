import type { Locale } from './locale';

const timeZone = 'Asia/Shanghai';
type Moment = Date | string;

const dates = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than all that is done with it. */
function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = dates.get(key) ?? new Intl.DateTimeFormat(language, { timeZone, ...options });
  dates.set(key, known);
  return known;
}

/** A civil date `YYYY-MM-DD` is taken as midday in Asia/Shanghai, so that no zone moves it to another day. */
function instant(value: Moment): Date {
  const date =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? new Date(`${value}T12:00:00+08:00`)
      : new Date(value);
  if (Number.isNaN(date.getTime())) throw new Error(`Not a date: ${String(value)}`);
  return date;
}

/** Integer fen as yuan with two decimals, e.g. 123450 → ¥1,234.50. */
export function formatMoney(locale: Locale, fen: number): string {
  if (!Number.isFinite(fen)) throw new Error(`Not an amount in fen: ${String(fen)}`);
  const currencyDisplay = 'narrowSymbol';
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY', currencyDisplay }).format(fen / 100);
}

/** Plain number with the grouping of the language. */
export function formatNumber(locale: Locale, value: number, fractionDigits = 0): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: fractionDigits }).format(value);
}

/** Civil date in Asia/Shanghai, month written out. */
export function formatDate(locale: Locale, value: Moment): string {
  return dateFormat(locale, { dateStyle: 'long' }).format(instant(value));
}

/** Date, hour and minute in Asia/Shanghai, 24 hours. */
export function formatDateTime(locale: Locale, value: Moment): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const;
  return dateFormat(locale, options).format(instant(value));
}

/** Hour and minute in Asia/Shanghai. */
export function formatTime(locale: Locale, value: Moment): string {
  return dateFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant(value));
}

/** Lunar month and day; shown to old people beside the date of a visit. */
export function formatLunar(locale: Locale, value: Moment): string {
  return dateFormat(`${locale}-u-ca-chinese`, { month: 'long', day: 'numeric' }).format(instant(value));
}

const lists = new Map<string, Intl.ListFormat>();

/** A, B and C in the manner of the language. */
export function formatList(locale: Locale, items: readonly string[]): string {
  const format = lists.get(locale) ?? new Intl.ListFormat(locale, { type: 'conjunction' });
  lists.set(locale, format);
  return format.format(items);
}
