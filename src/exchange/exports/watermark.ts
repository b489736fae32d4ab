import { formatDateTime, type Locale, supportedLocale, defaultLocale, type Texts } from '../../platform/i18n';
import type { Export } from './export.entity';
import { numbersOf } from './export-request';

/** What stands on every page of a file: who took it, when, why, under which number (C3). */
export interface Watermark {
  number: string;
  /** One line a fact. */
  lines: string[];
  /** In one line, for the head and foot of printed pages. */
  head: string;
  foot: string;
}

/** Printed heads and feet hold 255 characters at most. */
const FOOT = 160;

interface Made {
  person: string;
  /** Who agreed to an identified list. */
  decider: string | null;
  now: Date;
}

export function watermarkOf(order: Export, { person, decider, now }: Made, texts: Texts): Watermark {
  const locale = localeOf(order);
  const { number, kind, mode, requestNumber, requestOrgan, requestDate } = order;
  const reason = order.reason.replace(/\s+/g, ' ');
  const line = (key: string, params: Record<string, string>) => texts.t(locale, `exports.mark.${key}`, params);
  const at = formatDateTime(locale, now);
  const request = { number: requestNumber ?? '', organ: requestOrgan ?? '', date: requestDate ?? '' };
  return {
    number: numbersOf(order),
    lines: [
      line('number', { number }),
      line('what', { what: texts.t(locale, `exports.kind.${kind}`), how: texts.t(locale, `exports.mode.${mode}`) }),
      ...(requestNumber === null ? [] : [line('request', request), line('agreed', { person: decider ?? '' })]),
      line('person', { person }),
      line('at', { at }),
      line('reason', { reason }),
      line('rule', {}),
    ],
    head: `${numbersOf(order)} ${person} ${at}`,
    foot: reason.slice(0, FOOT),
  };
}

export const localeOf = ({ locale }: Pick<Export, 'locale'>): Locale => supportedLocale(locale) ?? defaultLocale;
