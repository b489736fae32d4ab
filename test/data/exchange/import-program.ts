import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { ImportCounts } from '../../../src/exchange/hsds';
import { createBareDatabase, type TestDatabase } from '../../support/database';
import { runProgram } from '../../support/program';

export const data = join(__dirname, '../../../../shared/data');
export const root = join(__dirname, '../../..');

/** What one run of the chore said and did. */
export interface Imported {
  code: number;
  output: string;
  /** The last line, as `--json` promises. */
  counts: ImportCounts;
  seconds: number;
  /** Rows of the problem file, without its head. */
  problems: ProblemRow[];
}

export interface ProblemRow {
  record: string;
  refused: boolean;
  code: string;
  chinese: string;
  english: string;
}

/** A database without any table, and the import chores run against it as programs of their own. */
export class ImportHouse {
  private readonly folder = mkdtempSync(join(tmpdir(), 'yuanlian-imports-'));
  private database: TestDatabase | null = null;

  async open(): Promise<this> {
    this.database = await createBareDatabase();
    return this;
  }

  /** `npm run task -- <words> --json --problems FILE`, without the build. */
  async run(...words: string[]): Promise<Imported> {
    const problemFile = join(this.folder, 'problems.csv');
    const began = performance.now();
    const { code, output } = await runProgram(['src/task.ts', ...words, '--json', '--problems', problemFile], {
      DATABASE_URL: this.ownerUrl,
      DATA_DIR: this.folder,
      SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    });
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const last = output
      .trim()
      .split('\n')
      .reverse()
      .find((line) => line.startsWith('{'));
    if (last === undefined) throw new Error(`${words.join(' ')} ended with ${code}:\n${output}`);
    const counts = JSON.parse(last) as ImportCounts;
    return { code, output, counts, seconds, problems: problemRows(readFileSync(problemFile, 'utf8')) };
  }

  async rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    const client = new Client({ connectionString: this.ownerUrl });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows as T[];
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await this.database?.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get ownerUrl(): string {
    if (!this.database) throw new Error('Not open');
    return this.database.ownerUrl;
  }
}

/** The five parts of what was read. */
export const partsOf = ({ created, updated, unchanged, unmapped, rejected }: ImportCounts): number =>
  created + updated + unchanged + unmapped + rejected;

/** Every cell of a problem file is quoted, so that its rows end at a quote. */
function problemRows(text: string): ProblemRow[] {
  return text
    .split('"\r\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [, , record = '', refused, code = '', chinese = '', english = ''] = line.slice(1).split('","');
      return { record, refused: refused === 'yes', code, chinese, english };
    });
}
