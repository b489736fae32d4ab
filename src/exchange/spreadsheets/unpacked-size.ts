import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);
const DIRECTORY_END = 'PK\u0005\u0006';
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const DEFLATED = 8;

/**
 * Whether a zip file, as workbooks are, stays below both bounds when it is unpacked (ASVS 5.0 5.2.3). What it says of its
 * own sizes counts for nothing: each entry is unpacked up to what is left of the bound, one after the other.
 */
export async function unpacksWithin(zip: Buffer, mostBytes: number, mostEntries: number): Promise<boolean> {
  const end = zip.lastIndexOf(DIRECTORY_END, undefined, 'latin1');
  if (end < 0 || end + END_BYTES > zip.length) return false;
  const [count, size, start] = [zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 12), zip.readUInt32LE(end + 16)];
  // A directory elsewhere than right before its end may be read otherwise by another program.
  if (count > mostEntries || start + size !== end) return false;
  let [at, left] = [start, mostBytes];
  for (let entry = 0; entry < count; entry += 1) {
    if (at + ENTRY_BYTES > end) return false;
    left -= await unpackedSize(zip, at, left).catch(() => Infinity);
    if (left < 0) return false;
    at += ENTRY_BYTES + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return at === end;
}

/** @throws Error when it is more than `most`, or broken */
async function unpackedSize(zip: Buffer, at: number, most: number): Promise<number> {
  const [packed, local] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
  if (zip.readUInt16LE(at + 10) !== DEFLATED || packed === 0) return packed;
  const start = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const bytes = await inflate(zip.subarray(start, start + packed), { maxOutputLength: Math.max(most, 1) });
  return bytes.length;
}
