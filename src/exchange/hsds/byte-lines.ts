/** Longest line that is kept in memory. A longer one is refused and the rest of it skipped. */
export const LONGEST_LINE = 8 * 1024 * 1024;

export interface ByteLine {
  number: number;
  bytes: Buffer;
  tooLong: boolean;
}

/** Cuts chunks at line feeds with bounded memory; empty lines are left out but counted. */
export async function* byteLines(chunks: AsyncIterable<Buffer>, longest = LONGEST_LINE): AsyncGenerator<ByteLine> {
  let kept: Buffer[] = [];
  let size = 0;
  let number = 1;
  const take = (part: Buffer): void => {
    if (size <= longest) kept.push(part);
    size += part.length;
  };
  const finish = (): ByteLine | null => {
    const tooLong = size > longest;
    const bytes = tooLong ? kept[0]!.subarray(0, 500) : Buffer.concat(kept);
    const line = { number, bytes, tooLong };
    kept = [];
    size = 0;
    number += 1;
    return bytes.length === 0 || isBlank(bytes) ? null : line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(10, from); end >= 0; end = chunk.indexOf(10, from)) {
      take(chunk.subarray(from, end));
      const line = finish();
      if (line) yield line;
      from = end + 1;
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  const last = finish();
  if (last) yield last;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.length < 200 && bytes.toString('latin1').trim() === '';
}
