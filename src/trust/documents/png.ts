import { crc32 } from 'node:zlib';
import type { Picture } from './picture';

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What the picture is drawn from. Texts, times, profiles, further frames and everything unknown are left out. */
const KEPT = ['IHDR', 'PLTE', 'tRNS', 'cHRM', 'gAMA', 'sRGB', 'sBIT', 'IDAT', 'IEND'];
/** Bits a sample by kind of colour (PNG specification, table 11.1). */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** The picture without texts, time and profiles, and without what hangs behind its end. Null where it is no whole PNG. */
export function plainPng(bytes: Buffer): Picture | null {
  if (!bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return null;
  const kept: Buffer[] = [PNG_SIGNATURE];
  let size: { width: number; height: number } | null = null;
  let drawn = false;
  for (let at = 8; ;) {
    const chunk = chunkAt(bytes, at);
    if (!chunk || (size === null) !== (chunk.name === 'IHDR')) return null;
    if (chunk.name === 'IHDR') size = headerSize(chunk.data);
    if (size === null) return null;
    drawn ||= chunk.name === 'IDAT';
    if (KEPT.includes(chunk.name)) kept.push(bytes.subarray(at, chunk.end));
    // An upper-case letter first: no decoder may do without it.
    else if (/^[A-Z]/.test(chunk.name)) return null;
    if (chunk.name === 'IEND') break;
    at = chunk.end;
  }
  return drawn ? { ...size, mediaType: 'image/png', content: Buffer.concat(kept) } : null;
}

function chunkAt(bytes: Buffer, at: number): { name: string; data: Buffer; end: number } | null {
  if (at + 12 > bytes.length) return null;
  const end = at + 12 + bytes.readUInt32BE(at);
  if (end > bytes.length) return null;
  if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
  return { name: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, end - 4), end };
}

function headerSize(data: Buffer): { width: number; height: number } | null {
  if (data.length !== 13) return null;
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const [depth, colour, compression, filter, interlace] = data.subarray(8);
  const known = DEPTHS[colour!]?.includes(depth!) && compression === 0 && filter === 0 && interlace! <= 1;
  return known && width > 0 && height > 0 ? { width, height } : null;
}
