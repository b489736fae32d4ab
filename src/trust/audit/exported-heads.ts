import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config';

/** Number and hash of the newest seal at some minute, kept outside the database. */
export interface ExportedHead {
  number: string;
  hash: string;
  at: string;
}

/** The file of exported heads: whoever cuts the end off the record in the database cannot cut it off here. */
@Injectable()
export class ExportedHeads {
  private readonly file: string;

  constructor(config: Config) {
    this.file = join(config.dataDir, 'audit-heads.jsonl');
  }

  async append(head: ExportedHead): Promise<void> {
    await mkdir(join(this.file, '..'), { recursive: true });
    await appendFile(this.file, `${JSON.stringify(head)}\n`, { mode: 0o600 });
  }

  /** Oldest first; a line torn by a crash is left out. */
  async all(): Promise<ExportedHead[]> {
    const text = await readFile(this.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as ExportedHead);
  }
}
