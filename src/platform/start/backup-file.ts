import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip, type Gzip } from 'node:zlib';
import type { BackupTable } from './backup-tables';
import { reasonOf, StartError } from './messages';

export const BACKUP_FORMAT = 'yuanlian-backup/1';

/**
 * A backup is one gzip file of lines: the header (JSON); for each table its own header (JSON), its rows as COPY text,
 * and `\.`, which no row can be; last the manifest (JSON) with counts and digests, without which it is not whole.
 */
export interface BackupHeader {
  format: typeof BACKUP_FORMAT;
  createdAt: string;
  schema: string[];
}

export interface BackupManifest {
  tables: Array<{ name: string; rows: number; digest: string }>;
  sequences: Array<{ name: string; value: string | null }>;
}

export const END_OF_ROWS = '\\.';
const LINE_FEED = 0x0a;

/** Writes beside the wanted name and takes the name when the file is whole. */
export class BackupWriter {
  private readonly partial: string;
  private readonly gzip: Gzip = createGzip();
  private readonly written: Promise<void>;
  private drained: Promise<void> | null = null;

  constructor(private readonly file: string) {
    if (existsSync(file)) throw new StartError('file-exists', { file });
    this.partial = `${file}.partial`;
    const target = createWriteStream(this.partial, { mode: 0o600, flush: true });
    target.on('error', (error) => this.gzip.destroy(error));
    this.written = finished(this.gzip.pipe(target));
    this.written.catch(() => undefined);
    this.gzip.on('error', () => undefined);
  }

  line(value: BackupHeader | BackupTable | BackupManifest | typeof END_OF_ROWS): Promise<void> | undefined {
    return this.row(Buffer.from(`${typeof value === 'string' ? value : JSON.stringify(value)}\n`));
  }

  /** A promise to wait for when the disk is slower than the database. */
  row(row: Buffer): Promise<void> | undefined {
    if (this.gzip.errored) return Promise.reject(this.gzip.errored);
    if (this.gzip.write(row)) return undefined;
    this.drained ??= once(this.gzip, 'drain').then(() => {
      this.drained = null;
    });
    return this.drained;
  }

  async complete(): Promise<void> {
    this.gzip.end();
    await this.written;
    renameSync(this.partial, this.file);
  }

  abandon(): void {
    this.gzip.destroy();
    rmSync(this.partial, { force: true });
  }
}

/** Reads the lines of a backup one after the other.
 * @throws StartError `file-unreadable`, `backup-broken` */
export class BackupReader {
  private readonly lines: AsyncGenerator<Buffer>;

  constructor(private readonly file: string) {
    this.lines = this.split();
  }

  async json<T>(): Promise<T> {
    const line = await this.next();
    try {
      return JSON.parse(line.toString('utf8')) as T;
    } catch {
      throw this.broken('JSON');
    }
  }

  /** The rows of the table whose header was read last. */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const line = await this.next();
      if (line.length === 3 && line.toString('latin1') === `${END_OF_ROWS}\n`) return;
      yield line;
    }
  }

  async close(): Promise<void> {
    await this.lines.return(undefined);
  }

  broken(reason: string): StartError {
    return new StartError('backup-broken', { file: this.file, reason });
  }

  private async next(): Promise<Buffer> {
    const { value, done } = await this.lines.next();
    if (done === true || value === undefined) throw this.broken('EOF');
    return value;
  }

  private async *split(): AsyncGenerator<Buffer> {
    const source = createReadStream(this.file);
    const gunzip = createGunzip();
    source.on('error', (error) => gunzip.destroy(error));
    let begun: Buffer[] = [];
    try {
      for await (const chunk of source.pipe(gunzip) as AsyncIterable<Buffer>) {
        let from = 0;
        for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
          const line = chunk.subarray(from, end + 1);
          yield begun.length > 0 ? Buffer.concat([...begun, line]) : line;
          begun = [];
          from = end + 1;
        }
        if (from < chunk.length) begun.push(chunk.subarray(from));
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code?.startsWith('Z')) throw this.broken(code);
      throw new StartError('file-unreadable', { file: this.file, reason: code ?? reasonOf(error) });
    } finally {
      source.destroy();
      gunzip.destroy();
    }
  }
}
