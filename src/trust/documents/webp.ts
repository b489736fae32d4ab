import type { Picture } from './picture';

const ALPHA = 0x10;

/** The picture without notes and profiles, and without what hangs behind its end. Null where it is no whole, still WebP. */
export function plainWebp(bytes: Buffer): Picture | null {
  if (bytes.length < 20 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return null;
  const end = bytes.readUInt32LE(4) + 8;
  if (end > bytes.length) return null;
  const found = chunksIn(bytes.subarray(12, end));
  if (!found || found.has('ANIM') || found.has('ANMF')) return null;
  const [lossy, lossless, alpha] = [found.get('VP8 '), found.get('VP8L'), found.get('ALPH')];
  if ((lossy === undefined) === (lossless === undefined)) return null;
  const size = lossy ? lossySize(lossy) : losslessSize(lossless!);
  if (!size) return null;
  const image = lossy ? chunk('VP8 ', lossy) : chunk('VP8L', lossless!);
  // Transparency beside a lossy picture needs the long form; nothing else does.
  const parts = lossy && alpha ? [chunk('VP8X', extended(size)), chunk('ALPH', alpha), image] : [image];
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...parts]);
  return { ...size, mediaType: 'image/webp', content: chunk('RIFF', body) };
}

/** By their names; of one name the first. */
function chunksIn(body: Buffer): Map<string, Buffer> | null {
  const found = new Map<string, Buffer>();
  for (let at = 0; at < body.length;) {
    if (at + 8 > body.length) return null;
    const [name, length] = [body.toString('latin1', at, at + 4), body.readUInt32LE(at + 4)];
    if (at + 8 + length > body.length) return null;
    if (!found.has(name)) found.set(name, body.subarray(at + 8, at + 8 + length));
    at += 8 + length + (length % 2);
  }
  return found;
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

function lossySize(data: Buffer): { width: number; height: number } | null {
  if (data.length < 10 || data.readUIntBE(3, 3) !== 0x9d012a) return null;
  return positive(data.readUInt16LE(6) & 0x3fff, data.readUInt16LE(8) & 0x3fff);
}

function losslessSize(data: Buffer): { width: number; height: number } | null {
  if (data.length < 5 || data[0] !== 0x2f) return null;
  const bits = data.readUInt32LE(1);
  return positive((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
}

const positive = (width: number, height: number) => (width > 0 && height > 0 ? { width, height } : null);

function extended({ width, height }: { width: number; height: number }): Buffer {
  const data = Buffer.alloc(10);
  data[0] = ALPHA;
  data.writeUIntLE(width - 1, 4, 3);
  data.writeUIntLE(height - 1, 7, 3);
  return data;
}
