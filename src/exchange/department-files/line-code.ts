import { createHash } from 'node:crypto';

/** Letters that nobody takes for a digit or for each other. */
const LETTERS = 'ACDEFHJKLMNPRTUVWXY';

/**
 * How a question is called in the file of its order: its place and two letters made of the order's number, so that a row
 * of another order, or one whose number slipped, is known at once. No id of ours leaves the house.
 */
export function lineCode(orderNumber: string, line: number): string {
  const digest = createHash('sha256').update(`${orderNumber}/${line}`, 'utf8').digest();
  const letter = (at: number) => LETTERS[digest[at]! % LETTERS.length]!;
  return `${String(line).padStart(4, '0')}${letter(0)}${letter(1)}`;
}

/** The place that a typed code stands for in this order; null where it is none of its codes. */
export function lineOfCode(orderNumber: string, typed: string): number | null {
  const [, digits, letters] = /^(\d{1,6})([A-Z]{2})$/.exec(plainCode(typed)) ?? [];
  if (digits === undefined) return null;
  const line = Number(digits);
  return lineCode(orderNumber, line).endsWith(letters!) ? line : null;
}

/** A code as it is compared: without blanks, in half width and capitals. */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s'’]/g, '')
    .toUpperCase();
