import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyPack } from '../../src/reference/policies';
import { loadPacks } from '../../src/reference/policies/load-packs';
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
    const folder = join(root, head.code);
    mkdirSync(folder);
    // JSON is YAML too.
    const write = (name: string, content: unknown) =>
      writeFileSync(join(folder, `${name}.yaml`), JSON.stringify(content));
    write('pack', head);
    for (const [name, schema] of Object.entries(SECTIONS)) {
      const keys = Object.keys(schema.shape) as Array<keyof PolicyPack['rules']>;
      write(name, Object.fromEntries(keys.map((key) => [key, pack.rules[key]])));
    }
    return loadPacks(root).get(head.code)!;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
