import { basename } from 'node:path';
import { byteChunks, SourceBroken } from './byte-source';
import { byteLines, LONGEST_LINE, type ByteLine } from './byte-lines';
import { isObject } from './loose-json';
import { toImportedService } from './nested-service';
import { findServices, unwrap } from './nested-shapes';
import { excerpt, Notes, type ReadItem } from './read-item';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Nested HSDS as JSON lines, plain or gzip, read line by line with bounded memory. A bad line is one refused record;
 * only damage to the file itself (broken gzip, one document over many lines) ends the reading, and says so.
 */
export async function* readJsonLines(path: string): AsyncGenerator<ReadItem> {
  const file = basename(path);
  let reached = 0;
  try {
    for await (const line of byteLines(byteChunks(path))) {
      if (reached === 0 && opensDocument(line)) {
        yield { kind: 'rejected', problem: new Notes(file, line.number).problem('not-json-lines'), raw: '' };
        return;
      }
      reached = line.number;
      yield* readLine(line, file);
    }
  } catch (error) {
    if (!(error instanceof SourceBroken)) throw error;
    const problem = new Notes(file, reached + 1).problem(error.code, { detail: error.message });
    yield { kind: 'rejected', problem, raw: '' };
  }
}

function opensDocument(line: ByteLine): boolean {
  return (
    line.bytes.length < 20 &&
    ['[', '{'].includes(
      line.bytes
        .toString('latin1')
        .replace(/^\xef\xbb\xbf/, '')
        .trim(),
    )
  );
}

function* readLine(line: ByteLine, file: string): Generator<ReadItem> {
  const notes = new Notes(file, line.number);
  const refuse = (code: Parameters<Notes['problem']>[0], params: Record<string, string | number> = {}): ReadItem => ({
    kind: 'rejected',
    problem: notes.problem(code, params),
    raw: excerpt(line.bytes.subarray(0, 8000).toString('utf8')),
  });
  if (line.tooLong) return yield refuse('line-too-long', { megabytes: LONGEST_LINE / 1024 / 1024 });
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
