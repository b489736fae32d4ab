import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A secret of 256 bits for addresses, cookies and headers. It is shown once; only its hash is kept. */
export const mintToken = (): string => randomBytes(32).toString('base64url');

/** A random secret needs no slow hash: guessing 256 bits is hopeless anyway. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest();

/** A number for people to type, with leading zeros. */
export const mintDigits = (length: number): string => String(randomInt(10 ** length)).padStart(length, '0');
