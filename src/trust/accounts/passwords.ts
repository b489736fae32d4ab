import { hash, verify } from '@node-rs/argon2';
import { type FieldError, invalid } from '../../platform/errors';
import { KNOWN_PASSWORDS } from './known-passwords';

// argon2id, 19 MiB, two passes (OWASP ASVS 5.0 V11.4.2); about 50 ms.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MINIMUM = 12;
const MAXIMUM = 200;

/** Hash of nothing anybody has, so that an unknown username takes as long as a wrong password. */
const nobodysHash = hash('nobody has this password', COST);

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST);

/** Takes the same time whether there is a hash or not. */
export async function passwordMatches(stored: string | null | undefined, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await nobodysHash), password.normalize('NFKC'));
  return matches && Boolean(stored);
}

function faultOf(password: string, username: string): string | undefined {
  const text = password.normalize('NFKC');
  const plain = text.toLowerCase().replace(/[\s._-]/g, '');
  if ([...text].length < MINIMUM) return 'password-too-short';
  if (text.length > MAXIMUM) return 'password-too-long';
  if (/^(.{1,5})\1+.{0,4}$/.test(plain) || KNOWN_PASSWORDS.has(plain)) return 'password-common';
  if (username.length >= 4 && plain.includes(username.toLowerCase())) return 'password-contains-name';
  return undefined;
}

/**
 * Length and a list of known ones, no rules of composition (ASVS 5.0 6.2.5; the contradiction with the level-3 habit
 * is settled so by default).
 * @throws AppError 422 on `field`
 */
export function checkPassword(password: string, username: string, field = 'password'): void {
  const code = faultOf(password, username);
  if (!code) return;
  const fault: FieldError = { field, code, ...(code === 'password-too-short' && { params: { minimum: MINIMUM } }) };
  throw invalid([fault]);
}
