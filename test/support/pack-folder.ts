import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyPack } from '../../src/reference/policies';
import { loadPacks } from '../../src/reference/policies/load-packs';
import { isFields, isFieldsList, rowName } from '../../src/reference/policies/pack-cells';
import { meansSchemas } from '../../src/reference/policies/means-sections';
import { sectionSchemas } from '../../src/reference/policies/pack-sections';

const { standards, classes, circles } = sectionSchemas;
const SECTIONS = { standards, classes, circles, ...meansSchemas };
const PACKS = join(__dirname, '../../src/reference/policies/packs');

/** The pack again, written as a folder beside the shipped ones and loaded from there as they are. */
export function loadedAsFolder(pack: PolicyPack): PolicyPack {
  const root = mkdtempSync(join(tmpdir(), 'yuanlian-packs-'));
  try {
    cpSync(PACKS, root, { recursive: true });
    const head = pack.heads.at(-1)!;
    const below = head.extends === null ? undefined : loadPacks(root).get(head.extends);
    const folder = join(root, head.code);
    mkdirSync(folder);
    // JSON is YAML too.
    const write = (name: string, content: unknown) =>
      writeFileSync(join(folder, `${name}.yaml`), JSON.stringify(content));
    write('pack', head);
    for (const [name, schema] of Object.entries(SECTIONS)) {
      const keys = Object.keys(schema.shape) as Array<keyof PolicyPack['rules']>;
      write(name, Object.fromEntries(keys.map((key) => [key, overRows(below?.rules[key], pack.rules[key])])));
    }
    return loadPacks(root).get(head.code)!;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The content with a word for each row of the layer below that it no longer has: a layer takes rows away by their names. */
function overRows(below: unknown, own: unknown): unknown {
  if (isFieldsList(below) && isFieldsList(own) && below.every((row) => rowName(row, 0) !== 'row-1')) {
    const there = new Set(own.map(rowName));
    const gone = [...new Set(below.map(rowName))].filter((name) => !there.has(name));
    const key = ['code', 'kind', 'trade', 'circle'].find((one) => below.some((row) => typeof row[one] === 'string'));
    return [...own, ...gone.map((name) => ({ [key!]: name, removed: true, citation: 'B18', mark: 'default' }))];
  }
  if (!isFields(below) || !isFields(own)) return own;
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, overRows(below[name], value)]));
}
