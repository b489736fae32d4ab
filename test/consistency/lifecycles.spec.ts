import { join } from 'node:path';
import { type AnyLifecycle, checkLifecycles, registeredLifecycles } from '../../src/platform/lifecycle';
import { lifecycleTable, readFrom, recordedTables } from './lifecycle-tables';
import { filesBelow, ROOT, textOf, typescriptFiles } from './source-tree';

const files = typescriptFiles().filter((file) => file.endsWith('.lifecycle.ts'));
/** Life cycles that are declared elsewhere than in their own file. */
const strays = typescriptFiles().filter(
  (file) =>
    !file.startsWith('src/platform/lifecycle/') &&
    !file.endsWith('.lifecycle.ts') &&
    /\bdefineLifecycle\(/.test(textOf(file)),
);

/** The sets of words that CHECK constraints allow: `check (state in ('a', 'b'))`. */
function checkedSets(): string[] {
  const sql = filesBelow('migrations').map(textOf).join('\n');
  const lists = [...sql.matchAll(/\b\w+\s+in\s*\(((?:\s*'[^']+'\s*,?)+)\)/g)].map(([, list]) => list ?? '');
  return lists.map((list) => keyOf([...list.matchAll(/'([^']+)'/g)].map(([, word]) => word ?? '')));
}
const keyOf = (words: readonly string[]): string => [...words].sort().join(' ');

describe('life cycles', () => {
  beforeAll(async () => {
    for (const file of files) await import(join(ROOT, file));
  });

  it('stand in *.lifecycle.ts, one a file', () => {
    expect(strays).toEqual([]);
    expect(registeredLifecycles().length).toBe(files.length);
  });

  it('are sound: every state known, reached, and with a way to an end', () => {
    expect(() => checkLifecycles(registeredLifecycles())).not.toThrow();
  });

  it('have a CHECK in the database that allows exactly their states', () => {
    const sets = checkedSets();
    const unguarded = registeredLifecycles().filter(
      ({ definition }: AnyLifecycle) => !sets.includes(keyOf(definition.states)),
    );
    expect(unguarded.map(({ name, definition }) => `${name}: ${definition.states.join(', ')}`)).toEqual([]);
  });

  /** After a change on purpose: run once with UPDATE_LIFECYCLES=1 and read the difference. */
  it('allow every role in every state what is recorded in lifecycles/, and no more', () => {
    const tables = new Map(
      registeredLifecycles().map(({ name, definition }) => [name, lifecycleTable(definition, readFrom)]),
    );
    const recorded = recordedTables(tables);
    expect([...recorded.keys()].sort()).toEqual([...tables.keys()].sort());
    for (const [name, table] of tables) expect(table).toBe(recorded.get(name));
  });
});
