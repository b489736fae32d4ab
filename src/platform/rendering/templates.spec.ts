import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Texts } from '../i18n';
import { Templates } from './templates';

function templatesOf(files: Record<string, string>): Templates {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'));
  for (const [name, source] of Object.entries(files)) {
    const path = join(folder, `${name}.hbs`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, source);
  }
  const templates = new Templates(new Texts());
  templates.load(folder);
  return templates;
}

const zh = { locale: 'zh-CN' } as const;
const render = (source: string, model: object = {}) => templatesOf({ page: source }).render('page', model, zh);

describe('Templates', () => {
  it('escapes values, except in plain messages', () => {
    expect(render('{{name}}', { name: '<b>&' })).toBe('&lt;b&gt;&amp;');
    expect(templatesOf({ 'messages/sms.txt': '{{name}}' }).render('messages/sms.txt', { name: '<b>&' }, zh)).toBe(
      '<b>&',
    );
  });

  it('names the template and the variable that the model lacks', () => {
    expect(() => render('{{name}}', { nam: 1 })).toThrow(/Template page: "name" not defined/);
    expect(() => render('{{a.b}}', { a: {} })).toThrow(/Template page: "b" not defined/);
  });

  it('shows nothing for null', () => expect(render('[{{name}}{{money sum}}]', { name: null, sum: null })).toBe('[]'));

  it('refuses to format undefined', () => expect(() => render('{{money sum}}')).toThrow(/Template page: money/));

  it('gives partials only what they are handed', () => {
    const files = { page: '{{> small text=title}}', 'partials/small': '<i>{{text}}</i>{{#if title}}leak{{/if}}' };
    expect(templatesOf(files).render('page', { title: 'x' }, zh)).toBe('<i>x</i>');
  });

  it('finds an unknown helper and a syntax error before a page does', () => {
    expect(() => templatesOf({ page: '{{shout "x"}}' }).check()).toThrow(/Template page: .*unknown helper shout/);
    expect(() => templatesOf({ page: '{{#if x}}' }).check()).toThrow(/Template page: Parse error/);
    expect(() => render('{{#if x}}')).toThrow(/Template page: Parse error/);
  });

  it('refuses an unknown template and an unknown partial', () => {
    expect(() => templatesOf({}).render('nowhere', {}, zh)).toThrow('There is no template nowhere');
    expect(() => render('{{> nowhere}}')).toThrow(/Template page: .*nowhere/);
  });

  it('puts a page into its layout without escaping it twice', () => {
    const files = { page: '<p>{{a}}</p>', frame: '<h1>{{title}}</h1>{{{body}}}' };
    const options = { ...zh, layout: 'frame', layoutModel: { title: '<' } };
    expect(templatesOf(files).render('page', { a: '&' }, options)).toBe('<h1>&lt;</h1><p>&amp;</p>');
  });

  it('formats in the language of the reader', () => {
    const model = { sum: 123450, day: '2026-11-23' };
    expect(templatesOf({ page: '{{money sum}} {{date day}}' }).render('page', model, { locale: 'en' })).toBe(
      '¥1,234.50 November 23, 2026',
    );
    expect(render('{{money sum}} {{date day}}', model)).toBe('¥1,234.50 2026年11月23日');
  });

  it('builds addresses without empty parameters', () => {
    expect(render('{{query "/x" filter page=2}}', { filter: { q: '', state: ['a', 'b'] } })).toBe(
      '/x?state&#x3D;a&amp;state&#x3D;b&amp;page&#x3D;2',
    );
  });

  it('knows every template of the product, all of them whole', () => {
    const product = new Templates(new Texts());
    product.check();
    expect(product.has('console/layout')).toBe(true);
    expect(product.has('partials/input')).toBe(true);
  });
});
