import { byteChunks, SourceBroken } from './byte-source';
import type { ProblemCode } from './read-item';

export interface FoundEncoding {
  encoding: 'utf-8' | 'gb18030' | 'utf-16le';
  note: ProblemCode | null;
}

async function decodes(path: string, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of byteChunks(path)) decoder.decode(chunk, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof SourceBroken && error.code === 'gzip-broken') return true;
    if (error instanceof SourceBroken) throw error;
    return false;
  }
}

/**
 * The encoding of a text file, found by reading it through once: UTF-16 by its mark, UTF-8 when every byte fits,
 * else GB 18030 (which holds GBK and GB 2312) with a note; null when neither fits. A gzip file that breaks off is
 * judged by what came before the break; the reader reports the break itself.
 */
export async function findEncoding(path: string): Promise<FoundEncoding | null> {
  for await (const chunk of byteChunks(path)) {
    if (chunk[0] === 0xff && chunk[1] === 0xfe) return { encoding: 'utf-16le', note: 'decoded-as-utf16' };
    break; // the first chunk holds the mark
  }
  if (await decodes(path, 'utf-8')) return { encoding: 'utf-8', note: null };
  if (await decodes(path, 'gb18030')) return { encoding: 'gb18030', note: 'decoded-as-gb18030' };
  return null;
}

/** The file as text chunks in the encoding found; a byte order mark is dropped. */
export async function* textChunks(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of byteChunks(path)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
