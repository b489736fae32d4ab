import { basename } from 'node:path';
import { filesBelow, foldersBelow, textOf } from './source-tree';

const TREES = ['src', 'templates', 'migrations', 'test'];
const EMPTY_WORDS = /(^|[.-])(utils?|helpers?|common|misc|managers?|shared|v\d+)(?=[.-]|$)/;
const SPOKEN = /^(README(\.zh-CN)?\.md|Dockerfile|NOTICE|LICENSE)$/;

describe('names', () => {
  it('say something', () => {
    const names = TREES.flatMap((tree) => [...filesBelow(tree), ...foldersBelow(tree)]);
    expect(names.filter((name) => EMPTY_WORDS.test(basename(name)))).toEqual([]);
  });

  it('are kebab-case', () => {
    const files = filesBelow('src').filter((file) => /\.(ts|mjs)$/.test(file) && !SPOKEN.test(basename(file)));
    const folders = foldersBelow('src');
    expect([...files, ...folders].filter((name) => !/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(basename(name)))).toEqual([]);
  });

  it('tell of every migration its moment and its act, and it can be undone', () => {
    const migrations = filesBelow('migrations').filter((file) => !SPOKEN.test(basename(file)));
    expect(migrations.filter((file) => !/^\d{14}-[a-z]+(-[a-z0-9]+)+\.sql$/.test(basename(file)))).toEqual([]);
    const moments = migrations.map((file) => basename(file).slice(0, 14));
    expect(moments.filter((moment, index) => moments.indexOf(moment) !== index)).toEqual([]);
    const oneWay = migrations.filter((file) => !/^-- migrate:up$[\s\S]*^-- migrate:down$/m.test(textOf(file)));
    expect(oneWay).toEqual([]);
  });
});
