import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, textOf } from './source-tree';

const README = 'src/trust/README.md';
const STATES = ['met', 'partly', 'no', 'n/a', 'operator'];
/** Ids and levels of OWASP ASVS 5.0.0 as its own table has them; its sentences are not here (CC BY-SA). */
const IDS = JSON.parse(readFileSync(join(__dirname, 'asvs-ids.json'), 'utf8')) as Record<'level1' | 'level2', string[]>;

/** Cells of the rows of the tables, without their headings. */
function rowsOf(text: string): string[][] {
  const lines = text.split('\n');
  const isRule = (line: string | undefined): boolean => /^\|[-| ]+\|$/.test(line ?? '');
  return lines
    .filter((line, at) => line.startsWith('|') && !isRule(line) && !isRule(lines[at + 1]))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('the README of trust', () => {
  const text = textOf(README);
  const asvs = rowsOf(text.slice(text.indexOf('## OWASP ASVS'), text.indexOf('## 等保')));

  it('names specs and files that exist', () => {
    const paths = [...text.matchAll(/`((?:src|test|docker|templates|migrations)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    );
    expect(paths.filter((path) => path.endsWith('spec.ts')).length).toBeGreaterThan(150);
    expect([...new Set(paths)].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('says of every requirement of ASVS 5.0.0 levels 1 and 2, once, how the product stands to it', () => {
    const levels = new Map([
      ...IDS.level1.map((id) => [id, '1'] as const),
      ...IDS.level2.map((id) => [id, '2'] as const),
    ]);
    const ids = asvs.flatMap(([cell]) => cell!.split(', '));
    expect([...ids].sort()).toEqual([...levels.keys()].sort());
    for (const [cell, level] of asvs) {
      const own = [...new Set(cell!.split(', ').map((id) => levels.get(id)))].sort().join(', ');
      expect([cell, level]).toEqual([cell, own]);
    }
  });

  it('calls met what a spec, a file or a sentence shows, and gives a reason for all else', () => {
    expect(asvs.filter(([, , , state]) => !STATES.includes(state ?? ''))).toEqual([]);
    const unproved = asvs.filter(([, , , state, proof]) => state !== 'met' && /^(`[^`]+` ?)*$/.test(proof ?? ''));
    expect(unproved).toEqual([]);
  });

  it('has no empty cell', () => {
    const rows = rowsOf(text);
    expect(rows.length).toBeGreaterThan(200);
    expect(rows.filter((cells) => cells.some((cell) => cell === ''))).toEqual([]);
  });

  it('speaks of every item of the application part of level 3', () => {
    const items = [
      '身份鉴别',
      '访问控制',
      '安全审计',
      '入侵防范',
      '恶意代码防范',
      '可信验证',
      '数据完整性',
      '数据保密性',
    ];
    items.push('数据备份恢复', '剩余信息保护', '个人信息保护');
    const told = rowsOf(text.slice(text.indexOf('## 等保'))).map(([item]) => item?.split(' ')[0]);
    expect([...new Set(told)]).toEqual(items);
  });
});
