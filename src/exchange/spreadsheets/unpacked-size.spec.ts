import { Workbook } from 'exceljs';
import { unpacksWithin } from './unpacked-size';

const KILOBYTE = 1024;

async function workbook(text: string): Promise<Buffer> {
  const book = new Workbook();
  book.addWorksheet('one').addRow([text]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('what a workbook unpacks to', () => {
  it('is bounded by what comes out, not by what it says of itself (ASVS 5.0 5.2.3)', async () => {
    const small = await workbook('Warm meals');
    const bomb = await workbook('0'.repeat(2_000 * KILOBYTE));
    expect(bomb.length).toBeLessThan(40 * KILOBYTE);
    expect(await unpacksWithin(small, 200 * KILOBYTE, 50)).toBe(true);
    expect(await unpacksWithin(bomb, 200 * KILOBYTE, 50)).toBe(false);
    expect(await unpacksWithin(bomb, 4_000 * KILOBYTE, 50)).toBe(true);
    // The sizes in the directory lie: nothing in it unpacks to anything.
    for (let at = bomb.indexOf('PK\u0001\u0002'); at >= 0; at = bomb.indexOf('PK\u0001\u0002', at + 1)) {
      bomb.writeUInt32LE(0, at + 24);
    }
    expect(await unpacksWithin(bomb, 200 * KILOBYTE, 50)).toBe(false);
  });

  it('is refused with too many parts, a second directory, a cut, or when it is no zip file', async () => {
    const small = await workbook('Warm meals');
    expect(await unpacksWithin(small, 200 * KILOBYTE, 3)).toBe(false);
    expect(await unpacksWithin(Buffer.concat([Buffer.from('PK'), small]), 200 * KILOBYTE, 50)).toBe(false);
    expect(await unpacksWithin(small.subarray(0, -10), 200 * KILOBYTE, 50)).toBe(false);
    expect(await unpacksWithin(Buffer.from('PK no workbook'), 200 * KILOBYTE, 50)).toBe(false);
  });
});
