import type { ImportedService } from './imported-service';

/** Why a record was refused, or what was left out of one that was taken. Texts: `hsds.problems.<code>`. */
export interface ReadProblem {
  file: string;
  /** Line (JSON lines) or record number counted from 1, header excluded (CSV); null when the file as a whole is meant. */
  line: number | null;
  recordId: string | null;
  code: ProblemCode;
  params: Record<string, string | number>;
}

export const problemCodes = [
  'file-unreadable',
  'gzip-broken',
  'not-json-lines',
  'json-broken',
  'line-too-long',
  'not-utf8',
  'encoding-unknown',
  'decoded-as-gb18030',
  'decoded-as-utf16',
  'csv-broken',
  'record-too-long',
  'extra-column',
  'header-unknown',
  'table-missing',
  'package-too-large',
  'not-an-object',
  'no-service',
  'id-missing',
  'name-missing',
  'duplicate-id',
  'organisation-missing',
  'coordinates-outside',
  'coordinates-zero',
  'time-unreadable',
  'age-unreadable',
  'date-unreadable',
  'capacity-unreadable',
  'write-refused',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** Problems after which the rest of a file is not read: such a run is not wholly done. */
export const endsReading: ReadonlySet<ProblemCode> = new Set([
  'file-unreadable',
  'gzip-broken',
  'not-json-lines',
  'encoding-unknown',
  'csv-broken',
  'record-too-long',
  'header-unknown',
  'table-missing',
  'package-too-large',
]);

/** What a reader yields: a service with the notes made on it, a refusal, or a note on the whole file. */
export type ReadItem =
  | { kind: 'service'; service: ImportedService; problems: ReadProblem[]; position: { file: string; line: number } }
  | { kind: 'rejected'; problem: ReadProblem; raw: string }
  | { kind: 'note'; problem: ReadProblem };

/** Collects the notes made while one record is taken apart, so that parsers need not know file or line. */
export class Notes {
  readonly problems: ReadProblem[] = [];

  constructor(
    readonly file: string,
    readonly line: number | null,
    private recordId: string | null = null,
  ) {}

  about(recordId: string | null): this {
    this.recordId = recordId;
    return this;
  }

  add(code: ProblemCode, params: Record<string, string | number> = {}): void {
    this.problems.push(this.problem(code, params));
  }

  problem(code: ProblemCode, params: Record<string, string | number> = {}): ReadProblem {
    return { file: this.file, line: this.line, recordId: this.recordId, code, params };
  }
}

/** Shortens what is kept of a refused record for the problem file. */
export function excerpt(text: string): string {
  return text.length <= 2000 ? text : `${text.slice(0, 2000)}…`;
}
