import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadMappingRules, shippedRules } from '../../src/exchange/hsds/mapping-rules';
import { problemCodes } from '../../src/exchange/hsds/read-item';
import { ROOT } from './source-tree';

interface Term {
  code: string;
  parent: string | null;
}

const taxonomy = parse(readFileSync(join(ROOT, 'src/reference/taxonomy/taxonomy.yaml'), 'utf8')) as { terms: Term[] };
const codes = new Set(taxonomy.terms.filter((term) => term.parent !== null).map((term) => term.code));
const labels = JSON.parse(readFileSync(join(ROOT, 'test/data/exchange/labels-200.json'), 'utf8')) as Record<
  string,
  unknown
>[];

describe('the mapping of outside terms', () => {
  const rules = loadMappingRules();
  const text = readFileSync(shippedRules, 'utf8');

  it('leads to codes of section E only', () => {
    const targets = [
      ...rules.patterns.map((rule) => rule.to),
      ...rules.hashes.values(),
      ...[...rules.codes.values()].flatMap((rule) => [rule.to, ...rule.also]),
    ];
    expect([...new Set(targets)].filter((code) => code !== 'none' && !codes.has(code))).toEqual([]);
  });

  it('names each pattern once and gives each hash one code', () => {
    const ids = rules.patterns.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    const written = text.match(/\b[0-9a-f]{12}\b/g) ?? [];
    expect(rules.hashes.size).toBe(written.length);
    expect([...rules.hashes.keys()].filter((hash) => !/^[0-9a-f]{12}$/.test(hash))).toEqual([]);
  });

  it('repeats no code of the licensed 2-1-1 vocabulary', () => {
    expect(text.match(/\b[A-Z]{1,2}-\d{4}(?:\.\d{4})?(?:-\d{3})?\b/g)).toBeNull();
  });

  it('is measured on 200 labels that hold ids and codes only', () => {
    expect(labels).toHaveLength(200);
    const fields = new Set(labels.flatMap((label) => Object.keys(label)));
    expect([...fields].sort()).toEqual(['alsoOk', 'code', 'id', 'source']);
    const used = labels.flatMap((label) => [label.code, ...((label.alsoOk as string[] | undefined) ?? [])]);
    expect(used.filter((code) => code !== null && !codes.has(code as string))).toEqual([]);
  });
});

describe('problems of an import', () => {
  it.each(['en', 'zh-CN'])('have a text in %s', (locale) => {
    const texts = JSON.parse(readFileSync(join(ROOT, 'templates/texts', locale, 'hsds.json'), 'utf8')) as {
      problems: Record<string, string>;
    };
    expect(Object.keys(texts.problems).sort()).toEqual([...problemCodes].sort());
  });
});
