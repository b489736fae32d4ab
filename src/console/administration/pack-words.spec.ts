import { Texts } from '../../platform/i18n';
import { type PackRow, packRows, Policies } from '../../reference/policies';
import { isOpen } from './pack-sections';
import { PackWords } from './pack-words';

const texts = new Texts();
const words = new PackWords(texts);
const packs = new Policies().all().map(packRows);
const base = packs.find((rows) => rows.every(({ section }) => section !== 'standards')) ?? [];
const beilin = packs.find((rows) => rows.some(({ section }) => section === 'allowances')) ?? [];
const rowOf = (rows: readonly PackRow[], code: string, section: string) =>
  rows.find((row) => row.code === code && row.section === section)!;

describe('words of the rows of packs', () => {
  it('say what a row says in both languages', () => {
    const cost = rowOf(base, 'employment-cost', 'deductions');
    expect(words.says(cost, base, 'zh-CN')).toBe(
      '从工资性收入中扣减 · 年满 18 周岁 · 有工作 · 20% · 最多 低保标准 × 2',
    );
    expect(words.says(cost, base, 'en')).toBe(
      'off wages · aged 18 or over · in work · 20 % · at most Dibao standard × 2',
    );
    const range = rowOf(beilin, 'allowances', 'allowances');
    expect(words.says(range, beilin, 'en')).toContain('at least ¥1,776.00 a year · at most ¥6,216.00 a year');
    const own = rowOf(base, 'rigid-cost', 'deductions');
    expect(words.says(own, base, 'en')).toContain('any of these: seriously ill · any of these: disability of grade 4');
    expect(words.says(own, base, 'en')).toContain('own cost: Medical and Rehabilitation');
  });

  it('show a reader the article in their language only', () => {
    const ground = rowOf(base, 'vital-interest', 'consents');
    expect(words.says(ground, base, 'en')).not.toMatch(/\p{Script=Han}/u);
    expect(words.says(ground, base, 'zh-CN')).not.toContain('article');
  });

  it('exist for every row of every pack', () => {
    const missing = packs.flat().flatMap(({ section, part, code, zh, values }) => {
      const name = `packs.name.${section}.${code.startsWith('row-') ? part : code}`;
      const keys = values.map(({ key, value }) => {
        const own = key.replace(/^(who|when)\.(any\.)?/, '');
        const whole = own === key ? `packs.value.${section}.${key}` : `packs.who.${own}`;
        return texts.has(whole) ? whole : `${whole}.${String(value)}`;
      });
      return [...(zh === null ? [name] : []), ...keys].filter((key) => !texts.has(key));
    });
    expect([...new Set(missing)]).toEqual([]);
    const parts = packs
      .flat()
      .filter(({ section }) => section !== 'lists')
      .map(({ part, section }) => (part === section ? section : part));
    const named = (part: string) => texts.has(`packs.part.${part}`) || texts.has(`packs.section.${part}`);
    expect(parts.filter((part) => !named(part))).toEqual([]);
  });

  it('leave no code of the data in Chinese sentences', () => {
    // What a department may write into its file is quoted as it writes it.
    const said = packs.flatMap((rows) =>
      rows.filter(({ code }) => code !== 'files').map((row) => words.says(row, rows, 'zh-CN')),
    );
    expect([...new Set(said.filter((one) => /[a-z]{2,}/.test(one)))]).toEqual([]);
  });

  it('hold open what is a placeholder, a default or rests on a text that nobody verified', () => {
    const of = (code: string, section: string) => isOpen(rowOf(beilin, code, section));
    expect(of('dibao', 'standards')).toBe(true);
    expect(of('severely-disabled', 'allowances')).toBe(true);
    expect(of('scholarship', 'income')).toBe(true);
    expect(of('housing', 'entitlements')).toBe(true);
    expect(of('wage', 'income')).toBe(false);
    expect(of('contact', 'consents')).toBe(false);
  });
});
