import { z, type ZodType } from 'zod';

const NOT_FIELDS = new Set(['_csrf', '_key', '_version']);
const NOT_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/** Flat fields as the browser sent them, without the hidden ones; kept to fill the form again. */
export function typedValues(body: unknown): Record<string, unknown> {
  const fields = Object.entries(typeof body === 'object' && body !== null ? body : {});
  return Object.fromEntries(fields.filter(([name]) => !NOT_FIELDS.has(name)));
}

/**
 * What the schema sees: texts trimmed, empty ones left out (so `optional()` works), `a.b` and `a.0.b` nested, and the
 * three boxes of a date (`day-year`, `day-month`, `day-day`) joined to YYYY-MM-DD.
 */
export function schemaInput(values: Record<string, unknown>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(joinDates(values))) {
    const cleaned = clean(value);
    const path = name.split('.');
    if (cleaned === undefined || path.some((part) => NOT_NAMES.has(part))) continue;
    place(input, path, cleaned);
  }
  return input;
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean).filter((item) => item !== undefined);
  if (typeof value !== 'string') return value ?? undefined;
  return value.trim() === '' ? undefined : value.trim();
}

function joinDates(values: Record<string, unknown>): Record<string, unknown> {
  const joined: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const part = /^(.+)-(year|month|day)$/.exec(name);
    const base = part?.[1];
    if (!base || !(`${base}-year` in values)) {
      joined[name] = value;
      continue;
    }
    const box = (which: string) => String(values[`${base}-${which}`] ?? '').trim();
    const [year, month, day] = [box('year'), box('month'), box('day')];
    joined[base] = year || month || day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
  }
  return joined;
}

function place(target: Record<string, unknown>, path: string[], value: unknown): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const inner = target[head];
  const next = typeof inner === 'object' && inner !== null ? inner : /^\d{1,3}$/.test(rest[0] ?? '') ? [] : {};
  target[head] = next;
  place(next as Record<string, unknown>, rest, value);
}

/** A group of checkboxes or a multiple select: nothing, one text or several arrive as one list. */
export const oneOrMany = <S extends ZodType>(item: S) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(item));

/** A single checkbox: ticked or not. */
export const ticked = z.preprocess((value) => value !== undefined && value !== '' && value !== 'false', z.boolean());
