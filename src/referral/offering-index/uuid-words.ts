/** A UUID takes four 32-bit words: a quarter of its text, and its order is that of the text in small letters. */
export const UUID_WORDS = 4;

const part = (uuid: string, from: number, to: number): number => parseInt(uuid.slice(from, to), 16);

/** @throws RangeError when the text is not a UUID */
export function writeUuid(words: Int32Array, at: number, uuid: string): void {
  const middle = part(uuid, 9, 13) * 0x10000 + part(uuid, 14, 18);
  const late = part(uuid, 19, 23) * 0x10000 + part(uuid, 24, 28);
  const [first, last] = [part(uuid, 0, 8), part(uuid, 28, 36)];
  if (uuid.length !== 36 || !Number.isFinite(first + middle + late + last)) throw new RangeError('not a UUID');
  words[at] = first;
  words[at + 1] = middle;
  words[at + 2] = late;
  words[at + 3] = last;
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const half = (word: number, shift: number): string =>
  BYTES[(word >>> (shift + 8)) & 0xff]! + BYTES[(word >>> shift) & 0xff]!;

export function readUuid(words: Int32Array, at: number): string {
  const [a, b, c, d] = [words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!];
  const front = `${half(a, 16)}${half(a, 0)}-${half(b, 16)}-${half(b, 0)}-${half(c, 16)}`;
  return `${front}-${half(c, 0)}${half(d, 16)}${half(d, 0)}`;
}

/** Negative, zero or positive, as the texts compare. */
export function compareUuids(words: Int32Array, a: number, b: number): number {
  for (let place = 0; place < UUID_WORDS; place += 1) {
    const [one, other] = [words[a + place]! >>> 0, words[b + place]! >>> 0];
    if (one !== other) return one - other;
  }
  return 0;
}
