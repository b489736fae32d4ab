import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One household that was erased. */
export interface Erasure {
  householdId: string;
  at: string;
}

const fileIn = (dataDir: string) => join(dataDir, 'erasures.jsonl');

/**
 * Notes an erasure outside the database and its backups, flushed to the disk before it is done: an older backup still
 * holds what was erased, and its restore erases it again (design 8.8). Ids only.
 */
export async function listErasure(dataDir: string, erasure: Erasure): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const file = await open(fileIn(dataDir), 'a', 0o600);
  try {
    await file.write(`${JSON.stringify(erasure)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Ids of all listed households, each once; a line torn by a crash is left out, since its erasure was never done. */
export async function listedErasures(dataDir: string): Promise<string[]> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
  return [...new Set(lines.map((line) => (JSON.parse(line) as Erasure).householdId))];
}
