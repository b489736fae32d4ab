/** Reading JSON whose shape cannot be trusted: each function answers a usable value or an empty one, none throws. */
export type LooseObject = Record<string, unknown>;

export function isObject(value: unknown): value is LooseObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of a value, trimmed, literal `\n` of badly escaped sources made into line breaks; '' for anything else. */
export function text(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return '';
  return value.replaceAll('\\n', '\n').replaceAll('\u0000', '').trim();
}

/** The objects under the first of the given keys that holds any; a single object counts as a list of one. */
export function objects(from: LooseObject, ...keys: string[]): LooseObject[] {
  for (const key of keys) {
    const value = from[key];
    if (isObject(value)) return [value];
    if (Array.isArray(value)) {
      const found = value.filter(isObject);
      if (found.length > 0) return found;
    }
  }
  return [];
}

export function firstText(from: LooseObject, ...keys: string[]): string {
  for (const key of keys) {
    const found = text(from[key]);
    if (found !== '') return found;
  }
  return '';
}

/** A finite number written as number or text, else null. */
export function number(value: unknown): number | null {
  const written = typeof value === 'string' ? value.trim() : value;
  if (written === '' || (typeof written !== 'string' && typeof written !== 'number')) return null;
  const read = Number(written);
  return Number.isFinite(read) ? read : null;
}

export function distinct(texts: string[]): string[] {
  return [...new Set(texts.filter((item) => item !== ''))];
}
