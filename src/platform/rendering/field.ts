import type { FieldError } from '../errors';

interface FormLike {
  /** What ids begin with, where a page has several forms with fields of one name. */
  idPrefix?: string;
  values: Record<string, unknown>;
  errors: Record<string, FieldError>;
}

interface Choice {
  value: string | number;
  [more: string]: unknown;
}

const text = (value: unknown) => (value === null || value === undefined ? '' : String(value));

/** Model of one form control: name, id, typed value, error sentence, and the choices with the chosen ones marked. */
export function fieldModel(
  form: FormLike,
  name: string,
  extra: Record<string, unknown>,
  sentence: (error: FieldError) => string,
): Record<string, unknown> {
  const error = form.errors[name];
  const id = `${form.idPrefix ?? 'f'}-${name.replace(/[^\w-]+/g, '-')}`;
  const value = form.values[name] ?? valueAt(form.values, name) ?? extra.fallback;
  const described = [extra.hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return {
    name,
    id,
    value: Array.isArray(value) ? value.map(text) : text(value),
    error: error ? sentence(error) : null,
    describedBy: described || null,
    ...extra,
    ...dateBoxes(form.values, name, value),
    ...(Array.isArray(extra.items) && { items: choices(extra.items as Choice[], id, value) }),
  };
}

/** `a.b` also finds a nested value, so that a form can be filled from a stored row. */
function valueAt(values: Record<string, unknown>, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>(
      (at, part) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined),
      values,
    );
}

function choices(items: Choice[], id: string, value: unknown): Array<Record<string, unknown>> {
  const chosen = new Set((Array.isArray(value) ? value : [value]).map(text));
  return items.map((item, index) => ({
    ...item,
    id: index === 0 ? id : `${id}-${index + 1}`,
    chosen: item.value === '' ? false : chosen.has(text(item.value)),
  }));
}

function dateBoxes(values: Record<string, unknown>, name: string, value: unknown): Record<string, string> {
  const [year, month, day] = /^\d{4}-\d{2}-\d{2}/.test(text(value)) ? text(value).slice(0, 10).split('-') : [];
  const box = (which: string, stored: string | undefined) => text(values[`${name}-${which}`] ?? stored);
  return { year: box('year', year), month: box('month', month), day: box('day', day) };
}
