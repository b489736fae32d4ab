import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config';

/** A name that is safe in every file system and still tells what it was. */
export const safeFileName = (name: string): string =>
  (name.split(/[\\/]/).pop() ?? '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '')
    .slice(-100) || 'upload';

/** Uploaded files on their way into the database, in `DATA_DIR/uploads/<run>`; web and worker side share that folder. */
@Injectable()
export class Uploads {
  constructor(private readonly config: Config) {}

  pathOf({ id, fileName }: { id: string; fileName: string }): string {
    return join(this.folderOf(id), fileName);
  }

  async keep(run: { id: string; fileName: string }, content: Readable): Promise<void> {
    await mkdir(this.folderOf(run.id), { recursive: true, mode: 0o700 });
    await pipeline(content, createWriteStream(this.pathOf(run), { mode: 0o600 }));
  }

  async remove(id: string): Promise<void> {
    await rm(this.folderOf(id), { recursive: true, force: true });
  }

  private folderOf(id: string): string {
    return join(this.config.dataDir, 'uploads', id);
  }
}
