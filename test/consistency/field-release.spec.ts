import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readReleaseTable } from '../../src/trust/access/field-release';
import {
  fieldGroups,
  levelsOf,
  PROVIDER_STAFF,
  referralPhases,
  type ReleaseRelation,
  ROLES,
  staffRelations,
} from '../../src/trust/access';
import { ROOT } from './source-tree';

const SOURCE = join(ROOT, 'src/trust/access/field-release.yaml');
const RECORD = join(ROOT, 'test/consistency/field-release.txt');

type Cells = Record<string, Record<string, unknown>>;
const tableOf = () => parse(readFileSync(SOURCE, 'utf8')) as { levels: Cells; reveal: Record<string, unknown> };

/** Every role × group × relation as it is decided, relations with the same level together. */
function printed(): string {
  const lines = ROLES.flatMap((role) => {
    const relations: readonly ReleaseRelation[] = (PROVIDER_STAFF as readonly string[]).includes(role)
      ? referralPhases
      : staffRelations;
    return [role, ...fieldGroups.map((group) => `  ${group.padEnd(14)}${cell(role, group, relations)}`)];
  });
  return `${lines.join('\n')}\n`;
}

function cell(role: string, group: (typeof fieldGroups)[number], relations: readonly ReleaseRelation[]): string {
  const byLevel = new Map<string, string[]>();
  for (const relation of relations) {
    const level = levelsOf([role], [relation])[group];
    byLevel.set(level, [...(byLevel.get(level) ?? []), relation]);
  }
  if (byLevel.size === 1) return [...byLevel.keys()].join();
  return [...byLevel].map(([level, of]) => `${level} (${of.join(', ')})`).join(', ');
}

describe('the table of fields (C3)', () => {
  /** After a change on purpose: run once with UPDATE_FIELD_RELEASE=1 and read the difference. */
  it('decides every role × group × relation as recorded', () => {
    if (process.env.UPDATE_FIELD_RELEASE === '1') writeFileSync(RECORD, printed());
    expect(printed()).toBe(readFileSync(RECORD, 'utf8'));
  });

  it('ends the start when a cell is missing or a name is not known', () => {
    for (const role of ROLES) {
      for (const group of fieldGroups) {
        const { levels, ...rest } = tableOf();
        const { [group]: _gone, ...others } = levels[role] ?? {};
        expect(() => readReleaseTable({ levels: { ...levels, [role]: others }, ...rest })).toThrow(group);
      }
    }
    const { levels, reveal } = tableOf();
    const strange = [
      { levels: { ...levels, mayor: levels.officer }, reveal },
      { levels: { ...levels, officer: { ...levels.officer, diary: 'full' } }, reveal },
      { levels: { ...levels, officer: { ...levels.officer, money: 'some' } }, reveal },
      {
        levels: { ...levels, officer: { ...levels.officer, money: { 'own-cat': 'full', otherwise: 'none' } } },
        reveal,
      },
      { levels: { ...levels, dispatcher: { ...levels.dispatcher, contact: { asked: 'full' } } }, reveal },
      { levels, reveal: { ...reveal, mayor: ['identity'] } },
    ];
    for (const table of strange) expect(() => readReleaseTable(table)).toThrow();
  });

  it('counts the highest of several roles and relations', () => {
    expect(levelsOf(['supervisor', 'officer'], []).contact).toBe('full');
    expect(levelsOf(['supervisor', 'window-worker'], []).protected).toBe('ask');
    expect(levelsOf(['station-worker'], ['own-case', 'otherwise']).contact).toBe('full');
    expect(levelsOf(['station-worker'], []).contact).toBe('masked');
    expect(levelsOf([], ['own-case']).contact).toBe('none');
  });
});
