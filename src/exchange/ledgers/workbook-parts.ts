/** A tag of a workbook's XML: `kind` 1 opens, 2 closes, 3 both. Text is what stands before the next tag. */
export interface XmlTag {
  name: string;
  attributes: string;
  kind: 'open' | 'close' | 'empty';
  text: string;
}

const TAG = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s[^<>]*?)?)(\/?)>([^<]*)/g;
const ENTITY = /&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Tags one after the other. Enough for workbooks, which have no CDATA and no declarations of their own. */
export function* xmlTags(xml: string): Generator<XmlTag> {
  for (const [, slash, name = '', attributes = '', empty, text = ''] of xml.matchAll(TAG)) {
    yield { name, attributes, kind: slash ? 'close' : empty ? 'empty' : 'open', text };
  }
}

/** The text as it was meant. */
export const xmlText = (text: string): string =>
  text.includes('&')
    ? text.replace(ENTITY, (all: string, hex?: string, decimal?: string, name?: string) => {
        if (name) return NAMED[name.toLowerCase()] ?? all;
        const point = hex ? parseInt(hex, 16) : Number(decimal);
        return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
      })
    : text;

const patterns = new Map<string, RegExp>();

/** The value of an attribute, whatever its prefix. */
export function attribute(attributes: string, name: string): string | null {
  if (attributes === '') return null;
  const pattern = patterns.get(name) ?? new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${name}="([^"]*)"`);
  patterns.set(name, pattern);
  const found = pattern.exec(attributes);
  return found ? xmlText(found[1] ?? '') : null;
}

/** Texts that cells share; phonetic marks beside them are no part of the text. */
export function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  let current = '';
  let phonetic = false;
  for (const { name, kind, text } of xmlTags(xml)) {
    if (name === 'rPh') phonetic = kind === 'open';
    else if (name === 't' && kind === 'open' && !phonetic) current += xmlText(text);
    else if (name === 'si' && kind !== 'open') {
      texts.push(current);
      current = '';
    }
  }
  return texts;
}

/** Built-in number formats that are days. */
const DAYS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const isDay = (format: string): boolean => /[ymd]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));

/** Which styles of cells show a number as a day. */
export function dayStyles(xml: string): ReadonlySet<number> {
  const own = new Map<number, boolean>();
  const styles = new Set<number>();
  let inCells = false;
  let style = 0;
  for (const { name, attributes, kind } of xmlTags(xml)) {
    if (name === 'numFmt' && kind !== 'close')
      own.set(Number(attribute(attributes, 'numFmtId')), isDay(attribute(attributes, 'formatCode') ?? ''));
    else if (name === 'cellXfs') inCells = kind === 'open';
    else if (name === 'xf' && kind !== 'close' && inCells) {
      const format = Number(attribute(attributes, 'numFmtId'));
      if (own.get(format) ?? DAYS.has(format)) styles.add(style);
      style += 1;
    }
  }
  return styles;
}

const DAY = 86_400_000;
/** A day of a spreadsheet as YYYY-MM-DD; they count from the last day of 1899 and take 1900 for a leap year. */
export function dayOfSerial(serial: number, from1904: boolean): string {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0);
  const instant = new Date(Date.UTC(1899, 11, 30) + (days < 60 ? days + 1 : days) * DAY);
  return Number.isNaN(instant.getTime()) ? '' : instant.toISOString().slice(0, 10);
}
