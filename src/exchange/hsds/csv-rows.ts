import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { parse, type CsvError } from 'csv-parse';
import { LONGEST_LINE } from './byte-lines';
import { SourceBroken } from './byte-source';
import { Notes, type ReadItem } from './read-item';
import { findEncoding, textChunks } from './text-encoding';

/** One row by column name (names trimmed, inner line breaks made spaces). `shifted`: a value stood in a nameless column. */
export interface CsvRow {
  number: number;
  cells: ReadonlyMap<string, string>;
  shifted: boolean;
}

export type CsvItem = { row: CsvRow } | { item: ReadItem };

export function columnName(written: string): string {
  return written.replace(/\s+/g, ' ').trim();
}

/** Rows of a CSV file, plain or gzip, UTF-8 or GB 18030, streamed. Problems are items; nothing is thrown. */
export async function* readCsv(path: string): AsyncGenerator<CsvItem> {
  const file = basename(path);
  let number = 0;
  const refuse = (code: Parameters<Notes['problem']>[0], detail = ''): CsvItem => ({
    item: { kind: 'rejected', problem: new Notes(file, number + 1).problem(code, { detail }), raw: '' },
  });
  try {
    const found = await findEncoding(path);
    if (found === null) return yield refuse('encoding-unknown');
    if (found.note) yield { item: { kind: 'note', problem: new Notes(file, null).problem(found.note) } };
    let header: string[] | null = null;
    for await (const cells of parseRows(path, found.encoding)) {
      if (header === null) {
        header = cells.map(columnName);
        continue;
      }
      number += 1;
      yield { row: toRow(number, header, cells) };
    }
  } catch (error) {
    if (error instanceof SourceBroken) yield refuse(error.code, error.message);
    else if (isCsvError(error))
      yield refuse(error.code === 'CSV_MAX_RECORD_SIZE' ? 'record-too-long' : 'csv-broken', error.code);
    else throw error;
  }
}

async function* parseRows(path: string, encoding: string): AsyncGenerator<string[]> {
  const options = {
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
  };
  const parser = pipeline(Readable.from(textChunks(path, encoding)), parse(options), () => undefined);
  for await (const cells of parser) yield cells as string[];
}

function toRow(number: number, header: string[], written: string[]): CsvRow {
  const cells = new Map<string, string>();
  header.forEach((name, index) => {
    if (name !== '') cells.set(name, (written[index] ?? '').trim());
  });
  const shifted = written.some((value, index) => value.trim() !== '' && (header[index] ?? '') === '');
  return { number, cells, shifted };
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}
