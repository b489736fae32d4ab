import { join } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../../reference/data-files';

const words = readDataFile(
  join(__dirname, 'address-words.yaml'),
  z.strictObject({ after: z.array(z.string()), before: z.array(z.string()) }),
);

const MARK = '[…]';
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Full names, given names, and the surname where it addresses somebody. */
function formsOf(name: string): string[] {
  const letters = [...name.trim()];
  if (letters.length < 2) return letters;
  if (!/\p{Script=Han}/u.test(name)) return [name.trim(), ...name.split(/\s+/).filter((part) => part.length > 2)];
  const surname = letters[0] ?? '';
  const given = letters.slice(1).join('');
  const addressed = [...words.after.map((word) => surname + word), ...words.before.map((word) => word + surname)];
  return [name.trim(), ...(letters.length > 2 ? [given] : []), ...addressed];
}

/**
 * Takes people, places and numbers out of a free text: every form of the given names, the given places, and each run
 * of five digits or more (papers, phones, file numbers).
 */
export function redact(text: string, names: readonly string[], places: readonly string[] = []): string {
  const forms = [...names.flatMap(formsOf), ...places].filter((form) => form.length > 0);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  const hidden = longestFirst.reduce((left, form) => left.replace(new RegExp(escape(form), 'giu'), MARK), text);
  return hidden.replace(/[A-Z]?-?\d(?:[\s-]?\d){4,}[\dXx]?/g, MARK);
}
