import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/** The bytes are not what was written: changed, cut, moved to another row or column, or closed with another key. */
export class CiphertextError extends Error {}

const header = (keyId: Buffer) => Buffer.concat([Buffer.from([VERSION, keyId.length]), keyId]);

/**
 * AES-256-GCM. Layout: version | length and bytes of the key id | nonce | text | tag. Header and `place` are bound as
 * associated data, so a ciphertext copied into another row or column does not open.
 */
export function closeEnvelope(key: Buffer, keyId: Buffer, place: string, text: Buffer): Buffer {
  const head = header(keyId);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.concat([head, Buffer.from(place, 'utf8')]));
  return Buffer.concat([head, nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

/** Id of the key that closed the envelope. @throws CiphertextError */
export function keyIdOf(bytes: Buffer): Buffer {
  const end = 2 + (bytes[1] ?? 0);
  if (bytes[0] !== VERSION || bytes.length < end + NONCE + TAG)
    throw new CiphertextError('Not an envelope of version 1');
  return bytes.subarray(2, end);
}

/** @throws CiphertextError */
export function openEnvelope(key: Buffer, place: string, bytes: Buffer): Buffer {
  const head = header(keyIdOf(bytes));
  const nonce = bytes.subarray(head.length, head.length + NONCE);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(Buffer.concat([head, Buffer.from(place, 'utf8')]));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  try {
    const text = decipher.update(bytes.subarray(head.length + NONCE, bytes.length - TAG));
    return Buffer.concat([text, decipher.final()]);
  } catch {
    throw new CiphertextError(`Ciphertext of ${place.split('|')[0]} does not open`);
  }
}
