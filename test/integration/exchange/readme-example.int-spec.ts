import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBareDatabase } from '../../support/database';
import { runProgram } from '../../support/program';

const ROOT = join(__dirname, '../../..');

/** The words of the import that the README shows, after `npm run task --`; the Chinese one points to it. */
function shownImport(): string[] {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, words = ''] = /^npm run task -- (import-\w+ .+)$/m.exec(text) ?? [];
  return words.split(' ');
}

describe('the import that the README shows', () => {
  it('runs as written on an empty database, and does nothing the second time', async () => {
    expect(shownImport().length).toBeGreaterThan(2);
    const database = await createBareDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'yuanlian-readme-'));
    const environment = {
      DATABASE_URL: database.ownerUrl,
      DATA_DIR: folder,
      SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    };
    const run = async () => {
      const { code, output } = await runProgram(['src/task.ts', ...shownImport()], environment);
      expect({ code, output }).toMatchObject({ code: 0 });
      return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Record<string, number>;
    };
    try {
      const first = await run();
      expect(first).toMatchObject({ read: 135, updated: 0, unchanged: 0, rejected: 1 });
      expect(first['created']! + first['unmapped']!).toBe(134);
      expect(await run()).toEqual({ ...first, created: 0, unchanged: first['created'] });
    } finally {
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
