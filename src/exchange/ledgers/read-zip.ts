import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);
const DIRECTORY_END = 'PK\u0005\u0006';
const DEFLATED = 8;
const ENTRY_BYTES = 46;

/** The parts of a zip file by name; unpacked when asked for, since most are not needed. */
export type ZipParts = ReadonlyMap<string, () => Promise<Buffer>>;

/** Reads the directory of a zip file whose sizes have been checked (`unpacksWithin`). @throws Error when it is broken */
export function zipParts(zip: Buffer, mostBytes: number): ZipParts {
  const end = zip.lastIndexOf(DIRECTORY_END, undefined, 'latin1');
  const parts = new Map<string, () => Promise<Buffer>>();
  let at = zip.readUInt32LE(end + 16);
  for (let entry = zip.readUInt16LE(end + 10); entry > 0; entry -= 1) {
    const [method, packed, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + packed);
    parts.set(name, () =>
      method === DEFLATED ? inflate(bytes, { maxOutputLength: mostBytes }) : Promise.resolve(bytes),
    );
    at += ENTRY_BYTES + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return parts;
}
