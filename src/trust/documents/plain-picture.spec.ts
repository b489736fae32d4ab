import { crc32, deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import type { Picture } from './picture';
import { plainPicture } from './plain-picture';

const SECRET = 'GPS 30.8090 103.8890 Li Na';
const note = fc.tuple(fc.string({ maxLength: 40 }), fc.integer({ min: 1, max: 3 })).map(([words, times]) => {
  return Buffer.from(`${SECRET}${words}`.repeat(times), 'utf8');
});

const part = (marker: number, payload: Buffer) => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(payload.length + 2);
  return Buffer.concat([Buffer.from([0xff, marker]), length, payload]);
};
const jfif = (density: number) => Buffer.from([0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 1, 0, density, 0, density, 0, 0]);
const FRAME = part(0xc0, Buffer.from([8, 0, 3, 0, 5, 1, 1, 0x11, 0]));
const TABLE = part(0xdb, Buffer.alloc(65, 1));
const SCAN = Buffer.concat([
  part(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd1, 9]),
]);
const [START, END] = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])];
const JPEG = Buffer.concat([START, part(0xe0, jfif(72)), TABLE, FRAME, SCAN, END]);
/** A note of the way up beside the place, as phones write it. */
const exif = (orientation: number, little: boolean) => {
  const tiff = Buffer.alloc(8 + 2 + 24);
  tiff.write(little ? 'II*\0' : 'MM\0*', 'latin1');
  const [short, long] = little
    ? ([
        (v: number, at: number) => tiff.writeUInt16LE(v, at),
        (v: number, at: number) => tiff.writeUInt32LE(v, at),
      ] as const)
    : ([
        (v: number, at: number) => tiff.writeUInt16BE(v, at),
        (v: number, at: number) => tiff.writeUInt32BE(v, at),
      ] as const);
  long(8, 4);
  short(2, 8);
  for (const [entry, [tag, value]] of [
    [0x0100, 640],
    [0x0112, orientation],
  ].entries()) {
    const at = 10 + entry * 12;
    short(tag!, at);
    short(3, at + 2);
    long(1, at + 4);
    short(value!, at + 8);
  }
  return part(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(SECRET)]));
};

const piece = (name: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const HEADER = piece('IHDR', Buffer.from([0, 0, 0, 2, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
const DRAWN = piece('IDAT', deflateSync(Buffer.from([0, 7, 8])));
const LAST = piece('IEND', Buffer.alloc(0));
const PNG = Buffer.concat([SIGNATURE, HEADER, DRAWN, LAST]);

const chunk = (name: string, data: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(name, 'latin1'), length, data, Buffer.alloc(data.length % 2)]);
};
const riff = (...parts: Buffer[]) => chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...parts]));
const LOSSLESS = chunk('VP8L', Buffer.from('2f0000001007101111888afe0700', 'hex').subarray(0, 13));
const LOSSY = chunk('VP8 ', Buffer.from('300100 9d012a 0400 0300 0ec0fe25a40003700000'.replaceAll(' ', ''), 'hex'));
const ALPHA = chunk('ALPH', Buffer.from([0, 1, 2]));
const LONG = chunk('VP8X', Buffer.from([0x3c, 0, 0, 0, 3, 0, 0, 2, 0, 0]));

const kept = (bytes: Buffer): Picture => {
  const picture = plainPicture(bytes);
  if (typeof picture === 'string') throw new Error(picture);
  return picture;
};

describe('a picture that is kept', () => {
  it('is told by its bytes', () => {
    expect(kept(JPEG)).toEqual({ mediaType: 'image/jpeg', width: 5, height: 3, content: JPEG });
    expect(kept(PNG)).toEqual({ mediaType: 'image/png', width: 2, height: 1, content: PNG });
    expect(kept(riff(LOSSLESS))).toEqual({ mediaType: 'image/webp', width: 1, height: 1, content: riff(LOSSLESS) });
    expect(kept(riff(LOSSY))).toEqual({ mediaType: 'image/webp', width: 4, height: 3, content: riff(LOSSY) });
    for (const other of [
      '',
      'GIF89a',
      '%PDF-1.7',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<html>',
      'RIFF....WAVE',
    ])
      expect(plainPicture(Buffer.from(other))).toBe('unknown');
  });

  it('has no more pixels than a browser should open', () => {
    const sized = (width: number, height: number) => {
      const size = Buffer.alloc(8);
      size.writeUInt32BE(width, 0);
      size.writeUInt32BE(height, 4);
      const header = piece('IHDR', Buffer.concat([size, Buffer.from([8, 0, 0, 0, 0])]));
      return plainPicture(Buffer.concat([SIGNATURE, header, DRAWN, LAST]));
    };
    expect(sized(12_000, 10_000)).toMatchObject({ width: 12_000, height: 10_000 });
    expect(sized(12_000, 10_001)).toBe('too-wide');
    expect(sized(4_000_000_000, 1)).toBe('too-wide');
  });

  it.each([true, false])('keeps which way up it is and nothing else of the notes (little-endian: %s)', (little) => {
    for (const way of [2, 3, 6, 8]) {
      const { content } = kept(
        Buffer.concat([START, part(0xe0, jfif(72)), exif(way, little), TABLE, FRAME, SCAN, END]),
      );
      expect(content.includes(SECRET)).toBe(false);
      expect(content.length).toBe(JPEG.length + 36);
      // The same note, read again, says the same.
      expect(kept(content).content).toEqual(content);
      expect(content.subarray(48, 50)).toEqual(Buffer.from([0, way]));
    }
    for (const nonsense of [0, 1, 9])
      expect(
        kept(Buffer.concat([START, part(0xe0, jfif(72)), exif(nonsense, little), TABLE, FRAME, SCAN, END])).content,
      ).toEqual(JPEG);
  });

  it('leaves out what is written between and behind the parts of a JPEG', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(note, fc.constantFrom(0xe1, 0xe2, 0xe3, 0xed, 0xef, 0xfe)), { maxLength: 6 }),
        note,
        (notes, tail) => {
          const between = notes.map(([words, marker]) => part(marker, words));
          const bytes = Buffer.concat([
            ...[START, part(0xe0, Buffer.concat([jfif(72).subarray(0, 12), Buffer.from([9, 9]), Buffer.from(SECRET)]))],
            ...[...between, TABLE, ...between, FRAME, ...between, SCAN, ...between, END, tail],
          ]);
          expect(kept(bytes).content).toEqual(JPEG);
        },
      ),
    );
  });

  it('leaves out texts, times and profiles of a PNG', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(note, fc.constantFrom('tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'iCCP', 'prVt')), {
          maxLength: 6,
        }),
        note,
        (notes, tail) => {
          const between = notes.map(([words, name]) => piece(name, words));
          expect(kept(Buffer.concat([SIGNATURE, HEADER, ...between, DRAWN, ...between, LAST, tail])).content).toEqual(
            PNG,
          );
        },
      ),
    );
    expect(inflateSync(kept(PNG).content.subarray(41, 41 + PNG.readUInt32BE(33)))).toEqual(Buffer.from([0, 7, 8]));
  });

  it('leaves out notes and profiles of a WebP, and keeps its transparency', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(note, fc.constantFrom('EXIF', 'XMP ', 'ICCP', 'odd?')), { maxLength: 6 }),
        note,
        (notes, tail) => {
          const between = notes.map(([words, name]) => chunk(name, words));
          const bytes = Buffer.concat([riff(LONG, ...between, LOSSLESS, ...between), tail]);
          expect(kept(bytes).content).toEqual(riff(LOSSLESS));
          const clear = chunk('VP8X', Buffer.from([0x10, 0, 0, 0, 3, 0, 0, 2, 0, 0]));
          expect(kept(riff(LONG, ...between, ALPHA, LOSSY)).content).toEqual(riff(clear, ALPHA, LOSSY));
        },
      ),
    );
  });

  it('is whole: cut off anywhere, or with a bit changed in its frame, it is not taken', () => {
    for (const bytes of [JPEG, PNG, riff(LOSSLESS), riff(LOSSY)])
      for (let length = 12; length < bytes.length; length += 1)
        expect(['damaged', 'unknown']).toContain(plainPicture(bytes.subarray(0, length)));
    for (let at = 8; at < PNG.length; at += 1) {
      const changed = Buffer.from(PNG);
      changed[at]! ^= 4;
      expect(plainPicture(changed)).toBe('damaged');
    }
    expect(plainPicture(riff(LONG, chunk('ANIM', Buffer.alloc(6)), LOSSLESS))).toBe('damaged');
    expect(plainPicture(Buffer.concat([START, TABLE, FRAME, END]))).toBe('damaged');
    expect(plainPicture(Buffer.concat([START, FRAME, FRAME, SCAN, END]))).toBe('damaged');
  });

  it('stands any bytes, and what came out once comes out the same again', () => {
    const begun = fc
      .tuple(
        fc.constantFrom(JPEG, PNG, riff(LOSSLESS), riff(LONG, ALPHA, LOSSY)),
        fc.nat(),
        fc.uint8Array({ maxLength: 30 }),
      )
      .map(([bytes, at, put]) => {
        const cut = at % bytes.length;
        return Buffer.concat([bytes.subarray(0, cut), put, bytes.subarray(cut + (put.length % 7))]);
      });
    fc.assert(
      fc.property(
        fc.oneof(
          begun,
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        ),
        (bytes) => {
          const picture = plainPicture(bytes);
          if (typeof picture === 'string') return;
          expect(kept(picture.content)).toEqual(picture);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
