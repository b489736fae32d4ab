import { hash, verify } from '@node-rs/argon2';
import { type FieldError, invalid } from '../../platform/errors';
import { isKnownPassword, plainPassword } from './known-passwords';

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

/** Kinds of signs, of which the profile of level 3 wants three. */
const KINDS = [/\p{Lu}/u, /\p{Ll}/u, /\p{N}/u, /[^\p{Lu}\p{Ll}\p{N}]/u];
const WANTED_KINDS = 3;

function faultOf(password: string, username: string, composed: boolean): string | undefined {
  const text = password.normalize('NFKC');
  if ([...text].length < MINIMUM) return 'password-too-short';
  if (text.length > MAXIMUM) return 'password-too-long';
  if (isKnownPassword(text)) return 'password-common';
  if (username.length >= 4 && plainPassword(text).includes(username.toLowerCase())) return 'password-contains-name';
  if (composed && KINDS.filter((kind) => kind.test(text)).length < WANTED_KINDS) return 'password-kinds';
  return undefined;
}

/**
 * Length and a list of known ones; rules of composition only in the profile of level 3 (ASVS 5.0 6.2.5 forbids them,
 * examiners ask for them: C2).
 * @throws AppError 422 on `field`
 */
export function checkPassword(
  password: string,
  username: string,
  { field = 'password', composed = false }: { field?: string; composed?: boolean } = {},
): void {
  const code = faultOf(password, username, composed);
  if (!code) return;
  const fault: FieldError = { field, code, ...(code === 'password-too-short' && { params: { minimum: MINIMUM } }) };
  throw invalid([fault]);
}
