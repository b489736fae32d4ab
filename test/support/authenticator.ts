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

/** Sets up the second factor of the account whose token the client carries. */
export async function enrol(api: ApiClient): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = (await api.get('me/second-factor')).body as { secret: string };
  const answer = await api.post('me/second-factor', { secret, code: codeOf(secret) });
  if (answer.status !== 201) throw new Error(`Enrolment answered ${answer.status}: ${answer.text}`);
  const { recoveryCodes } = answer.body as { recoveryCodes: string[] };
  return { secret, recoveryCodes };
}
