import { basename } from 'node:path';
import { byteChunks, SourceBroken } from './byte-source';
import { byteLines, LONGEST_LINE, type ByteLine } from './byte-lines';
import { isObject } from './loose-json';
import { toImportedService } from './nested-service';
import { findServices, unwrap } from './nested-shapes';
import { excerpt, Notes, type ReadItem } from './read-item';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gbk = new TextDecoder('gb18030');
const MEGABYTES = LONGEST_LINE / 1024 / 1024;

/**
 * Nested HSDS as JSON lines, plain or gzip, read line by line with bounded memory. A bad line is one refused record;
 * only damage to the file itself (broken gzip, one document too large to be held) ends the reading, and says so.
 */
export async function* readJsonLines(path: string): AsyncGenerator<ReadItem> {
  const file = basename(path);
  let reached = 0;
  try {
    for await (const line of byteLines(byteChunks(path))) {
      if (reached === 0 && opensDocument(line)) return yield* readDocument(path, line.number);
      reached = line.number;
      yield* readLine(line, file);
    }
  } catch (error) {
    if (!(error instanceof SourceBroken)) throw error;
    const problem = new Notes(file, reached + 1).problem(error.code, { detail: error.message });
    yield { kind: 'rejected', problem, raw: '' };
  }
}

/** Brackets alone on the first line: one document over many lines, as an API answers or a person saves it. */
function opensDocument({ bytes }: ByteLine): boolean {
  const start = bytes.subarray(0, 20).toString('latin1');
  return bytes.length < 20 && /^(?:\xef\xbb\xbf)?[[{\s]+$/.test(start);
}

/** One document over many lines, held whole up to the length of the longest line. */
async function* readDocument(path: string, number: number): AsyncGenerator<ReadItem> {
  const file = basename(path);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of byteChunks(path)) {
    parts.push(chunk);
    size += chunk.length;
    if (size <= LONGEST_LINE) continue;
    const problem = new Notes(file, number).problem('not-json-lines', { megabytes: MEGABYTES });
    return yield { kind: 'rejected', problem, raw: '' };
  }
  yield* readLine({ number, bytes: Buffer.concat(parts), tooLong: false }, file);
}

/**
 * What is kept of a refused line, in words that a person can read: GBK is the other encoding of files here.
 * The bytes may be cut within a character, which is no sign of GBK: hence the streaming decoder.
 */
function readable(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return gbk.decode(bytes);
  }
}

function* readLine(line: ByteLine, file: string): Generator<ReadItem> {
  const notes = new Notes(file, line.number);
  const refuse = (code: Parameters<Notes['problem']>[0], params: Record<string, string | number> = {}): ReadItem => ({
    kind: 'rejected',
    problem: notes.problem(code, params),
    raw: excerpt(readable(line.bytes.subarray(0, 8000))),
  });
  if (line.tooLong) return yield refuse('line-too-long', { megabytes: MEGABYTES });
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(line.bytes));
  } catch (error) {
    return yield refuse(error instanceof SyntaxError ? 'json-broken' : 'not-utf8');
  }
  for (const one of Array.isArray(value) ? value : [value]) yield* readValue(one, notes, refuse);
}

function* readValue(
  value: unknown,
  line: Notes,
  refuse: (code: 'not-an-object' | 'no-service') => ReadItem,
): Generator<ReadItem> {
  if (!isObject(value)) return yield refuse('not-an-object');
  const { contents, scope } = unwrap(value);
  if (contents.length === 0) return yield refuse('not-an-object');
  const found = contents.flatMap(findServices);
  line.about(scope === '' ? null : scope.slice(0, -1));
  if (found.length === 0) return yield refuse('no-service');
  for (const one of found) yield toItem(one, scope, line);
}

function toItem(found: ReturnType<typeof findServices>[number], scope: string, line: Notes): ReadItem {
  const { file } = line;
  const notes = new Notes(file, line.line, scope === '' ? null : scope.slice(0, -1));
  const service = toImportedService(found, scope, notes);
  if (typeof service === 'string')
    return { kind: 'rejected', problem: notes.problem(service), raw: excerpt(JSON.stringify(found.service)) };
  return { kind: 'service', service, problems: notes.problems, position: { file, line: line.line ?? 0 } };
}
