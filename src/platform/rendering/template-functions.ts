import { randomUUID } from 'node:crypto';
import type { HelperDelegate, HelperOptions } from 'handlebars';
import type { FieldError } from '../errors';
import * as formats from '../i18n';
import { fieldModel } from './field';

type Formatter<V> = (locale: formats.Locale, value: V) => string;
const localeOf = (options: HelperOptions) => (options.data as { locale: formats.Locale }).locale;
const withoutOptions = (values: unknown[]) => values.slice(0, -1);

/** Shows a formatted value, nothing for null; undefined is a mistake in the model. */
function formatted<V>(name: string, format: Formatter<V>): HelperDelegate {
  return (value: V | null | undefined, options: HelperOptions) => {
    if (value === undefined || options === undefined) throw new Error(`${name}: the value is undefined`);
    return value === null ? '' : format(localeOf(options), value);
  };
}

/** Empty parameters are left out, lists are repeated. */
function withQuery(path: string, parameters: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (item !== null && item !== undefined && item !== '') search.append(name, String(item));
    }
  }
  return search.size > 0 ? `${path}?${search.toString()}` : path;
}

const comparisons: Record<string, HelperDelegate> = {
  eq: (a: unknown, b: unknown) => a === b,
  ne: (a: unknown, b: unknown) => a !== b,
  gt: (a: number, b: number) => a > b,
  lt: (a: number, b: number) => a < b,
  and: (...values: unknown[]) => withoutOptions(values).every(Boolean),
  or: (...values: unknown[]) => withoutOptions(values).find(Boolean) ?? false,
  not: (value: unknown) => !value,
  includes: (list: readonly unknown[] | null, value: unknown) => list?.includes(value) ?? false,
};

const shapes: Record<string, HelperDelegate> = {
  concat: (...values: unknown[]) => withoutOptions(values).join(''),
  join: (items: readonly unknown[], separator: unknown) => items.join(typeof separator === 'string' ? separator : ', '),
  array: (...values: unknown[]) => withoutOptions(values),
  object: (options: HelperOptions) => ({ ...options.hash }),
  length: (items: readonly unknown[]) => items.length,
  // A fresh key for each form of each page view (design 8.13).
  idempotencyKey: () => randomUUID(),
  // Address with the given parameters: those of a model first, then the named ones.
  query: (path: string, ...rest: unknown[]) => {
    const options = rest[rest.length - 1] as HelperOptions;
    return withQuery(path, Object.assign({}, ...withoutOptions(rest), options.hash) as Record<string, unknown>);
  },
};

/** All helpers that templates may use; an unknown one stops the start. */
export function templateHelpers(texts: formats.Texts): Record<string, HelperDelegate> {
  const sentence = (locale: formats.Locale, error: FieldError) =>
    error.message ?? texts.t(locale, `errors.${error.code}`, error.params);
  return {
    ...comparisons,
    ...shapes,
    t: (key: string, options: HelperOptions) => texts.t(localeOf(options), key, options.hash as formats.TextParams),
    may: (permission: string, options: HelperOptions) =>
      (options.data as { may: (permission: string) => boolean }).may(permission),
    errorText: (error: FieldError, options: HelperOptions) => sentence(localeOf(options), error),
    field: (form: Parameters<typeof fieldModel>[0] | undefined, name: string, options: HelperOptions) => {
      if (!form) throw new Error(`field ${name}: there is no form in the model here (inside each use ../form)`);
      return fieldModel(form, name, options.hash as Record<string, unknown>, (error) =>
        sentence(localeOf(options), error),
      );
    },
    money: formatted('money', formats.formatMoney),
    number: formatted<number>('number', (locale, value) => formats.formatNumber(locale, value, 2)),
    date: formatted('date', formats.formatDate),
    dateTime: formatted('dateTime', formats.formatDateTime),
    time: formatted('time', formats.formatTime),
    lunar: formatted('lunar', formats.formatLunar),
    list: formatted('list', formats.formatList),
  };
}
