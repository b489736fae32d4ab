import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ProblemCode } from './read-item';

/** A file that stopped being readable half way; carries the problem code, never reaches the person as a stack. */
export class SourceBroken extends Error {
  constructor(
    readonly code: ProblemCode,
    detail: string,
  ) {
    super(detail);
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/**
 * The bytes of a plain or gzip file, told apart by content and not by name, one chunk at a time.
 * Throws SourceBroken when the file cannot be opened or the gzip stream is damaged or cut off.
 */
export async function* byteChunks(path: string): AsyncGenerator<Buffer> {
  let gzip = false;
  try {
    gzip = await isGzip(path);
    const file = createReadStream(path, { highWaterMark: 1 << 18 });
    const stream = gzip ? pipeline(file, createGunzip(), () => undefined) : file;
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new SourceBroken(gzip && !/ENOENT|EACCES|EISDIR/.test(detail) ? 'gzip-broken' : 'file-unreadable', detail);
  }
}
