import type { FieldError } from './app-error';

/**
 * Texts that no database and no page can hold: a NUL character (PostgreSQL refuses it) or half a surrogate pair (it
 * would be stored as another character than was typed). Looks through lists and objects.
 * @returns one `text-broken` a field, named by its path
 */
export function brokenTexts(value: unknown, path = ''): FieldError[] {
  if (typeof value === 'string') {
    return value.includes('\0') || /\p{Surrogate}/u.test(value) ? [{ field: path, code: 'text-broken' }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => brokenTexts(inner, path ? `${path}.${name}` : name));
}
