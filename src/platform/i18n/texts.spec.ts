import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDate, formatDateTime, formatList, formatLunar, formatMoney } from './formats';
import { negotiateLocale } from './locale';
import { readCatalogue } from './text-files';
import { Texts } from './texts';

function folderOf(files: Record<string, object>): string {
  const folder = mkdtempSync(join(tmpdir(), 'texts-'));
  for (const locale of ['zh-CN', 'en']) {
    mkdirSync(join(folder, locale));
    for (const [name, content] of Object.entries(files))
      writeFileSync(join(folder, locale, name), JSON.stringify(content));
  }
  return folder;
}

const loaded = (files: Record<string, object>) => {
  const texts = new Texts();
  texts.load(folderOf(files));
  return texts;
};

describe('Texts', () => {
  it('finds a nested text below its file name and fills in parameters', () => {
    expect(
      loaded({ 'desk.json': { home: { hello: 'Hello {name}' } } }).t('en', 'desk.home.hello', { name: 'Li' }),
    ).toBe('Hello Li');
  });

  it('leaves markup to the template: signs stay as they are', () => {
    expect(loaded({ 'desk.json': { a: 'a <b> {x}' } }).t('en', 'desk.a', { x: '<i>' })).toBe('a <b> <i>');
  });

  it('chooses plurals and selections', () => {
    const texts = loaded({
      'desk.json': { n: '{n, plural, =0 {none} one {one} other {# many}}', s: '{s, select, sent {gone} other {here}}' },
    });
    expect([0, 1, 3].map((n) => texts.t('en', 'desk.n', { n }))).toEqual(['none', 'one', '3 many']);
    expect(texts.t('zh-CN', 'desk.s', { s: 'sent' })).toBe('gone');
  });

  it('refuses a key without a text and a missing parameter', () => {
    const texts = loaded({ 'desk.json': { a: 'hello {name}' } });
    expect(() => texts.t('en', 'desk.b')).toThrow('No text desk.b in en');
    expect(() => texts.t('en', 'desk.a')).toThrow(/name/);
    expect(() => texts.t('en', 'desk.a', { name: undefined })).toThrow('parameter name is undefined');
  });

  it('merges the errors of all files and refuses a code that two files define', () => {
    expect(
      loaded({ 'a.json': { errors: { 'a-wrong': 'A' } }, 'b.json': { errors: { 'b-wrong': 'B' } } }).t(
        'en',
        'errors.b-wrong',
      ),
    ).toBe('B');
    expect(() =>
      readCatalogue(join(folderOf({ 'a.json': { errors: { x: 'A' } }, 'b.json': { errors: { x: 'B' } } }), 'en')),
    ).toThrow('Text errors.x is defined twice, the second time in b.json');
  });

  it('refuses a broken message at the start', () => {
    const texts = loaded({ 'a.json': { fine: 'a', broken: '{n, plural, one {x}' } });
    expect(() => texts.check()).toThrow(/a\.broken in zh-CN/);
  });
});

describe('negotiateLocale', () => {
  it('is Chinese for an anonymous visitor without headers', () => expect(negotiateLocale({})).toBe('zh-CN'));

  it('prefers account, then query, then cookie, then header', () => {
    const all = { account: 'en', query: 'zh', cookie: 'zh-CN', acceptLanguage: 'zh' };
    expect(negotiateLocale(all)).toBe('en');
    expect(negotiateLocale({ ...all, account: null })).toBe('zh-CN');
    expect(negotiateLocale({ cookie: 'en', acceptLanguage: 'zh' })).toBe('en');
  });

  it('weighs Accept-Language by quality and passes over unknown languages', () => {
    expect(negotiateLocale({ acceptLanguage: 'fr, zh;q=0.5, en-GB;q=0.9' })).toBe('en');
    expect(negotiateLocale({ acceptLanguage: 'fr, de;q=0.5', query: 'xx' })).toBe('zh-CN');
    expect(negotiateLocale({ acceptLanguage: 'en;q=0' })).toBe('zh-CN');
  });
});

describe('formats', () => {
  it('writes fen as yuan', () => {
    expect(formatMoney('zh-CN', 123450)).toBe('¥1,234.50');
    expect(formatMoney('en', -5)).toBe('-¥0.05');
  });

  it('uses the civil day of Asia/Shanghai', () => {
    const lateUtc = '2026-11-22T16:30:00Z';
    expect(formatDate('zh-CN', lateUtc)).toBe('2026年11月23日');
    expect(formatDate('en', '2026-11-23')).toBe('November 23, 2026');
    expect(formatDateTime('en', lateUtc)).toContain('00:30');
  });

  it('names lunar days and joins lists', () => {
    expect(formatLunar('zh-CN', '2026-02-17')).toBe('正月1日');
    expect(formatList('zh-CN', ['助餐', '助浴', '陪诊'])).toBe('助餐、助浴和陪诊');
  });

  it('refuses what is no date', () => expect(() => formatDate('en', 'soon')).toThrow('Not a date'));
});
