import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Texts } from '../i18n';
import { Templates } from './templates';

interface Fixture {
  name: string;
  options: Record<string, unknown>;
  html: string;
}

const templates = new Templates(new Texts());
const partial = (name: string, model: object) =>
  templates.render(`partials/${name}`, model, { locale: 'en', csrf: 'secret' });

function fixture(component: string, name: string): Fixture {
  const folder = join(
    dirname(require.resolve('govuk-frontend/package.json')),
    'dist',
    'govuk',
    'components',
    component,
  );
  const { fixtures } = JSON.parse(readFileSync(join(folder, 'fixtures.json'), 'utf8')) as { fixtures: Fixture[] };
  const found = fixtures.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`${component} has no fixture ${name}`);
  return found;
}

/** Same tags, classes and texts; space and attributes that only we add do not count. */
const shape = (html: string) =>
  html
    .replace(/ (data-prevent-double-click|tabindex|aria-invalid|rel|class|draggable)="[^"]*"/g, (all, name: string) =>
      name === 'class' ? all : '',
    )
    .replace(/ autofocus(?=[ >])/g, '')
    .replace(/<[^>]+>/g, (tag) => tag.replace(/\s+/g, ' ').replace(/ ([^ =>]+="[^"]*")/g, ' $1'))
    .replace(/\s*(<[^>]+>)\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

const textOf = (value: unknown) => (value as { text: string }).text;

describe('partials against the fixtures of govuk-frontend', () => {
  it.each(['default', 'grey', 'red'])('tag: %s', (name) => {
    const { options, html } = fixture('tag', name);
    const colour = /govuk-tag--(\w+)/.exec(String(options.classes ?? ''))?.[1] ?? null;
    expect(shape(partial('tag', { text: options.text, colour }))).toBe(shape(html));
  });

  it('button: default', () => {
    const { options, html } = fixture('button', 'default');
    expect(shape(partial('button', options))).toBe(shape(html));
  });

  it('button: secondary', () => {
    const { options, html } = fixture('button', 'secondary');
    expect(shape(partial('button', { ...options, kind: 'secondary' }))).toBe(shape(html));
  });

  it.each(['default', 'with hint text', 'with error message'])('input: %s', (name) => {
    const { options, html } = fixture('input', name);
    const id = String(options.id ?? options.name);
    const hint = options.hint ? textOf(options.hint) : null;
    const error = options.errorMessage ? textOf(options.errorMessage) : null;
    const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || null;
    const model = {
      id,
      name: options.name,
      label: textOf(options.label),
      value: options.value ?? '',
      hint,
      error,
      describedBy,
    };
    expect(shape(partial('input', model))).toBe(shape(html));
  });

  it('radios: default', () => {
    const { options, html } = fixture('radios', 'default');
    const items = (options.items as Array<{ value: string; text: string }>).map((item, index) => ({
      ...item,
      id: index === 0 ? String(options.name) : `${String(options.name)}-${index + 1}`,
      chosen: false,
    }));
    const label = textOf((options.fieldset as { legend: unknown }).legend);
    expect(shape(partial('radios', { name: options.name, id: options.name, label, items }))).toBe(shape(html));
  });

  it('error-summary: default', () => {
    const { options, html } = fixture('error-summary', 'default');
    const list = options.errorList as Array<{ text: string; href: string }>;
    const summary = list.map(({ text, href }) => ({ href, error: { field: 'x', code: 'x', message: text } }));
    expect(shape(partial('error-summary', { form: { summary } }))).toBe(shape(html));
  });
});

describe('form-open', () => {
  it('carries the secret, a fresh key and the version', () => {
    const html = partial('form-open', { action: '/x', version: 0 });
    expect(html).toContain('name="_csrf" value="secret"');
    expect(html).toMatch(/name="_key" value="[0-9a-f-]{36}"/);
    expect(html).toContain('name="_version" value="0"');
    expect(partial('form-open', { action: '/x' })).not.toContain('_version');
  });
});
