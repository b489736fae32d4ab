import { crc32, deflateSync } from 'node:zlib';

/** What a telephone writes beside a picture: where it was taken. */
export const PLACE_IN_PICTURE = 'GPS 30.8090N 103.8890E';

function piece(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A grey PNG with a note of its place in it. @param filling bytes of the picture that do not compress */
export function pngPicture(filling = Buffer.alloc(0)): Buffer {
  const [width, height] = [64, Math.max(48, Math.ceil(filling.length / 64))];
  const rows = Array.from({ length: height }, (_, at) => {
    const row = Buffer.alloc(width + 1, 0x99);
    row[0] = 0;
    filling.subarray(at * width, (at + 1) * width).copy(row, 1);
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    piece('IHDR', header),
    piece('tEXt', Buffer.from(`Location\0${PLACE_IN_PICTURE}`, 'latin1')),
    piece('IDAT', deflateSync(Buffer.concat(rows))),
    piece('IEND', Buffer.alloc(0)),
  ]);
}
