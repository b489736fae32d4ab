import type { Picture } from './picture';

const START = Buffer.from([0xff, 0xd8]);
const END = Buffer.from([0xff, 0xd9]);
/** Baseline, extended and progressive: what browsers show. */
const FRAMES = [0xc0, 0xc1, 0xc2];
const TABLES = [0xc4, 0xdb, 0xdd];
const SCAN = 0xda;
const JFIF = 0xe0;
const EXIF = 0xe1;
const ADOBE = 0xee;
const COMMENT = 0xfe;
const ORIENTATION = 0x0112;

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;
const isNote = (marker: number) => (marker >= 0xe0 && marker <= 0xef) || marker === COMMENT;

function segment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

/**
 * The picture without anything that was written beside it: place and time, device, thumbnails, comments, colour profiles, and
 * whatever hangs behind its end. Which way up it is stays. Null where it is no whole JPEG.
 */
export function plainJpeg(bytes: Buffer): Picture | null {
  if (!bytes.subarray(0, 2).equals(START)) return null;
  const kept: Buffer[] = [];
  let size: { width: number; height: number } | null = null;
  let notes: Notes = { jfif: null, adobe: null, orientation: 1 };
  let scanned = false;
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) return null;
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === undefined) return null;
    if (marker === 0xd9) break;
    const payload = payloadAt(bytes, at + 2);
    if (!payload) return null;
    at += payload.length + 4;
    if (FRAMES.includes(marker)) {
      size = size === null ? frameSize(payload) : null;
      if (!size) return null;
      kept.push(segment(marker, payload));
    } else if (TABLES.includes(marker)) kept.push(segment(marker, payload));
    else if (marker === SCAN) {
      const end = endOfScan(bytes, at);
      if (end === null || size === null) return null;
      kept.push(segment(marker, payload), bytes.subarray(at, end));
      [at, scanned] = [end, true];
    } else if (isNote(marker)) notes = noted(notes, marker, payload);
    else return null;
  }
  if (!scanned || size === null) return null;
  return { ...size, mediaType: 'image/jpeg', content: Buffer.concat([START, ...headOf(notes), ...kept, END]) };
}

function payloadAt(bytes: Buffer, at: number): Buffer | null {
  if (at + 2 > bytes.length) return null;
  const length = bytes.readUInt16BE(at);
  return length < 2 || at + length > bytes.length ? null : bytes.subarray(at + 2, at + length);
}

function frameSize(payload: Buffer): { width: number; height: number } | null {
  if (payload.length < 6) return null;
  const [height, width] = [payload.readUInt16BE(1), payload.readUInt16BE(3)];
  return height > 0 && width > 0 ? { width, height } : null;
}

/** Where the next marker stands: in a scan, zero after 0xff is data, and restart markers belong to it. */
function endOfScan(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return null;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return null;
}

/** What decoders need to know: the density, how colours were changed, which way up. */
interface Notes {
  jfif: Buffer | null;
  adobe: Buffer | null;
  orientation: number;
}

function noted(notes: Notes, marker: number, payload: Buffer): Notes {
  const named = (name: string) => payload.subarray(0, name.length).toString('latin1') === name;
  if (marker === JFIF && notes.jfif === null && named('JFIF\0') && payload.length >= 14)
    return { ...notes, jfif: Buffer.concat([payload.subarray(0, 12), Buffer.alloc(2)]) };
  if (marker === ADOBE && notes.adobe === null && named('Adobe') && payload.length >= 12)
    return { ...notes, adobe: payload.subarray(0, 12) };
  if (marker === EXIF && notes.orientation === 1 && named('Exif\0\0'))
    return { ...notes, orientation: orientationIn(payload.subarray(6)) };
  return notes;
}

function headOf({ jfif, adobe, orientation }: Notes): Buffer[] {
  return [
    ...(jfif ? [segment(JFIF, jfif)] : []),
    ...(orientation > 1 ? [segment(EXIF, turned(orientation))] : []),
    ...(adobe ? [segment(ADOBE, adobe)] : []),
  ];
}

/** 1 to 8; 1 where nothing of the kind can be read. */
function orientationIn(tiff: Buffer): number {
  const order = tiff.subarray(0, 4).toString('latin1');
  if (tiff.length < 10 || (order !== 'II*\0' && order !== 'MM\0*')) return 1;
  const little = order.startsWith('II');
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const list = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (list + 2 > tiff.length) return 1;
  for (let entry = 0; entry < short(list); entry += 1) {
    const at = list + 2 + entry * 12;
    if (at + 12 > tiff.length) return 1;
    if (short(at) === ORIENTATION) return short(at + 8) >= 1 && short(at + 8) <= 8 ? short(at + 8) : 1;
  }
  return 1;
}

/** A note of which way up, and of nothing else. */
function turned(orientation: number): Buffer {
  const entry = Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
  return Buffer.concat([Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01', 'latin1'), entry, Buffer.alloc(4)]);
}
