import { createHash } from 'node:crypto';

const MODULUS = 2n ** 256n;

/** Count and digest of rows in any order: the sum of the SHA-256 of each row's COPY line, modulo 2^256. */
export class RowDigest {
  rows = 0;
  private sum = 0n;

  add(row: Buffer): void {
    this.rows += 1;
    this.sum = (this.sum + BigInt(`0x${createHash('sha256').update(row).digest('hex')}`)) % MODULUS;
  }

  get value(): string {
    return this.sum.toString(16).padStart(64, '0');
  }
}
