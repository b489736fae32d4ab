import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { readCatalogue } from '../../src/platform/i18n/text-files';
import { readTemplates } from '../../src/platform/rendering/template-files';

const root = join(__dirname, '..', '..');
const templates = readTemplates(join(root, 'templates'));
const zh = readCatalogue(join(root, 'templates', 'texts', 'zh-CN'));
const en = readCatalogue(join(root, 'templates', 'texts', 'en'));
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, 'src', path), 'utf8') }));
const program = sources.map((source) => source.text).join('\n');
const markup = templates.map((template) => template.source).join('\n');

const isLayout = (name: string) => name.endsWith('/layout');
const offenders = (pattern: RegExp) => templates.filter(({ source }) => pattern.test(source)).map(({ name }) => name);
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('templates', () => {
  it('hold no Han text: every sentence stands in the texts', () => expect(offenders(/\p{Script=Han}/u)).toEqual([]));

  it('write unescaped only the body of a layout', () => {
    const unescaped = templates.filter(({ source, name }) =>
      all(source, /(\{\{[{&][^}]*)/g).some((tag) => !isLayout(name) || tag !== '{{{body'),
    );
    expect(unescaped.map(({ name }) => name)).toEqual([]);
  });

  it('hold no inline style, script or handler, which the content security policy would block', () => {
    expect(offenders(/\sstyle\s*=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:/i)).toEqual([]);
  });

  it('load nothing from elsewhere', () =>
    expect(offenders(/(?:src|href|action)\s*=\s*["']?(?:https?:)?\/\//i)).toEqual([]));

  it('are all used, by a page or by another template', () => {
    const called = new Set(all(markup, /\{\{#?>\s*([\w./-]+)/g));
    const unused = templates.filter(({ name }) => {
      const short = name.replace(/^partials\//, '');
      return !called.has(name) && !called.has(short) && !program.includes(`'${name}'`);
    });
    expect(unused.map(({ name }) => name)).toEqual([]);
  });

  it('exist where the program names one', () => {
    const known = new Set(templates.map(({ name }) => name));
    const named = all(program, /\bview\(\s*'([\w./-]+)'/g);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

/** Names of the parameters of a message. */
function parameters(message: string, locale: string): string[] {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    const { type, value, options } = node as {
      type?: unknown;
      value?: unknown;
      options?: Record<string, { value: unknown }>;
    };
    if (typeof type === 'number' && type > 0 && type < 7 && typeof value === 'string') names.add(value);
    for (const option of Object.values(options ?? {})) walk(option.value);
  };
  walk(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe('texts', () => {
  it('exist in both languages', () => {
    expect([...zh.keys()].filter((key) => !en.has(key))).toEqual([]);
    expect([...en.keys()].filter((key) => !zh.has(key))).toEqual([]);
  });

  it('take the same parameters in both languages', () => {
    const differing = [...zh].filter(([key, message]) => {
      return JSON.stringify(parameters(message, 'zh-CN')) !== JSON.stringify(parameters(en.get(key) ?? message, 'en'));
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('exist for every key that a template names', () => {
    expect([...new Set(all(markup, /[({]t "([^"]+)"/g))].filter((key) => !zh.has(key))).toEqual([]);
  });

  it('exist for every page as its title, unless the page names another', () => {
    const plain = all(program, /\bview\(\s*'([\w./-]+)',(?![^;]*\b(?:title|titleText):)/g);
    const keys = plain.map((name) => `${name.split('/').slice(-2).join('.')}.title`);
    expect([...new Set(keys)].filter((key) => !zh.has(key))).toEqual([]);
  });

  it('exist for every error code', () => {
    const thrown = all(program, /\b(?:notFound|conflict|forbidden|gone|AppError)\(\s*'([a-z0-9-]+)'/g);
    const ofFields = all(program, /\bfield: [^,{}\n]+, code: '([a-z0-9-]+)'/g);
    expect([...new Set([...thrown, ...ofFields])].filter((code) => !zh.has(`errors.${code}`))).toEqual([]);
  });

  it('are all used', () => {
    const everything = `${program}\n${markup}`;
    const titles = new Set(templates.map(({ name }) => `${name.split('/').slice(-2).join('.')}.title`));
    // A key made of data shows its fixed beginning: `errors.${code}`, (concat "shell.areas." key).
    // A quoted beginning without its dot is one too: choices('referrals.reason', codes).
    const begun = all(everything, /['"`]((?:[\w-]+\.)+[\w-]*)\$\{/g);
    const quoted = all(everything, /['"]((?:[\w-]+\.)*[\w-]+\.?)['"]/g).filter((text) => text.includes('.'));
    const beginnings = [...begun, ...quoted.map((text) => (text.endsWith('.') ? text : `${text}.`))].filter(
      (beginning) => beginning !== 'errors.',
    );
    // Also read by the plain scripts that run before there is a build.
    const printed = (key: string) => key.startsWith('start.');
    const used = (key: string) =>
      printed(key) ||
      beginnings.some((beginning) => key.startsWith(beginning)) ||
      titles.has(key) ||
      everything.includes(`'${key}'`) ||
      everything.includes(`"${key}"`) ||
      (key.startsWith('errors.') && everything.includes(`'${key.slice('errors.'.length)}'`));
    expect([...zh.keys()].filter((key) => !used(key))).toEqual([]);
  });
});
