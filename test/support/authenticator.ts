import { Secret, TOTP } from 'otpauth';
import type { ApiClient } from './app';

/**
 * What an authenticator on somebody's phone shows for a secret, typed with or without blanks.
 * @param ahead steps of 30 s; the next code is accepted as well, and each only once
 */
export const codeOf = (secret: string, ahead = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, '')) }).generate({
    timestamp: Date.now() + ahead * 30_000,
  });

/** The secret that an enrolment page shows, in groups of four. */
export const SECRET_ON_PAGE = /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/;

/**
 * Sets up the second factor of the account whose token the client carries.
 * @returns with the code that was spent: asking for "the code of now" again may give a fresh one, 30 s turn any time
 */
export async function enrol(api: ApiClient): Promise<{ secret: string; spent: string; recoveryCodes: string[] }> {
  const { secret } = (await api.get('me/second-factor')).body as { secret: string };
  const spent = codeOf(secret);
  const answer = await api.post('me/second-factor', { secret, code: spent });
  if (answer.status !== 201) throw new Error(`Enrolment answered ${answer.status}: ${answer.text}`);
  const { recoveryCodes } = answer.body as { recoveryCodes: string[] };
  return { secret, spent, recoveryCodes };
}
