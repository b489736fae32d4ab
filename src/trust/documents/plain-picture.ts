import { plainJpeg } from './jpeg';
import type { Picture } from './picture';
import { plainPng, PNG_SIGNATURE } from './png';
import { plainWebp } from './webp';

/** By how a file begins, whatever its name says (ASVS 5.0 5.2). */
const READERS: ReadonlyArray<{ fits(bytes: Buffer): boolean; plain(bytes: Buffer): Picture | null }> = [
  { fits: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])), plain: plainJpeg },
  { fits: (bytes) => bytes.subarray(0, 8).equals(PNG_SIGNATURE), plain: plainPng },
  {
    fits: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
    plain: plainWebp,
  },
];

/** More is no photo of a telephone, and fills the memory of whoever looks at it. */
const MOST_PIXELS = 120_000_000;

/**
 * A picture (JPEG, PNG, WebP) as it may be kept: where and when it was taken, and by which device, are not in it any more
 * (design 8.11). `unknown`: no such picture; `damaged`: it begins as one and does not go on like one;
 * `too-wide`: it has more pixels than a browser should open.
 */
export function plainPicture(bytes: Buffer): Picture | 'unknown' | 'damaged' | 'too-wide' {
  const reader = READERS.find(({ fits }) => fits(bytes));
  if (!reader) return 'unknown';
  const picture = reader.plain(bytes);
  if (picture === null) return 'damaged';
  return picture.width * picture.height > MOST_PIXELS ? 'too-wide' : picture;
}
