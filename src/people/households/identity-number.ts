/** Papers that say who somebody is. `none-yet` is a real answer: help does not wait for papers (B49, R25). */
export const identityKinds = ['resident-id', 'hmt-permit', 'foreigner-permit', 'none-yet'] as const;
export type IdentityKind = (typeof identityKinds)[number];

export interface IdentityAccepted {
  ok: true;
  kind: IdentityKind;
  /** Canonical form for storing and for the blind index; null when there is no paper yet. */
  normalised: string | null;
  birthDate: string | null;
  sex: 'male' | 'female' | null;
}
export interface IdentityRefused {
  ok: false;
  /** Text key below `errors.` */
  code:
    | 'identity-number-format'
    | 'identity-number-check-digit'
    | 'identity-number-birth-date'
    | 'identity-number-kind'
    | 'identity-number-not-expected';
}
export type IdentityCheck = IdentityAccepted | IdentityRefused;

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';
/** A birth longer ago than this is a slip of the pen (B49). */
export const oldestAgeInYears = 130;
const regionPrefix = /^(81|82|83)0000/;

/** Half-width, upper case, without blanks and hyphens; a typed lower-case x is as good as X. */
export function normaliseIdentityNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\-\u00b7]/g, '')
    .toUpperCase();
}

/** The check character of GB 11643-1999 over the first 17 digits. */
export function identityCheckCharacter(seventeen: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0);
  return checkCharacters[sum % 11] ?? '';
}

/**
 * Checks a number against its kind: form, check character, possible birth date (B49). The area part is not checked:
 * codes change over the years and fictional test numbers use impossible areas.
 * @param today YYYY-MM-DD, Asia/Shanghai
 */
export function checkIdentityNumber(kind: IdentityKind, text: string, today: string): IdentityCheck {
  const number = normaliseIdentityNumber(text);
  if (kind === 'none-yet') {
    if (number !== '') return refused('identity-number-not-expected');
    return { ok: true, kind, normalised: null, birthDate: null, sex: null };
  }
  if (kind === 'foreigner-permit' && /^[A-Z]{3}\d{12}$/.test(number)) return oldForeignerPermit(number, today);
  if (!/^\d{17}[\dX]$/.test(number)) return refused('identity-number-format');
  if (!fitsKind(kind, number)) return refused('identity-number-kind');
  if (identityCheckCharacter(number.slice(0, 17)) !== number[17]) return refused('identity-number-check-digit');
  const birthDate = possibleBirthDate(number.slice(6, 14), today);
  if (birthDate === null) return refused('identity-number-birth-date');
  return { ok: true, kind, normalised: number, birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' };
}

/** For screens where the number has only to be recognised: first three and last two characters. */
export function maskIdentityNumber(number: string): string {
  if (number.length <= 5) return '*'.repeat(number.length);
  return number.slice(0, 3) + '*'.repeat(number.length - 5) + number.slice(-2);
}

function refused(code: IdentityRefused['code']): IdentityRefused {
  return { ok: false, code };
}

function fitsKind(kind: IdentityKind, number: string): boolean {
  if (kind === 'hmt-permit') return regionPrefix.test(number);
  if (kind === 'foreigner-permit') return number.startsWith('9');
  return !regionPrefix.test(number);
}

/** Before 2023 these permits had 15 characters: 3 letters, 4 digits of place, YYMMDD, order, check. */
function oldForeignerPermit(number: string, today: string): IdentityCheck {
  const short = number.slice(7, 13);
  const birthDate = possibleBirthDate(`20${short}`, today) ?? possibleBirthDate(`19${short}`, today);
  if (birthDate === null) return refused('identity-number-birth-date');
  // Two digits of a year cannot tell the century for the very old or very young: kept out of the file on purpose.
  return { ok: true, kind: 'foreigner-permit', normalised: number, birthDate: null, sex: null };
}

function possibleBirthDate(digits: string, today: string): string | null {
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  const instant = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== date) return null;
  if (date > today || Number(today.slice(0, 4)) - Number(date.slice(0, 4)) > oldestAgeInYears) return null;
  return date;
}
