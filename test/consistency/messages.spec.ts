import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openedNotificationView } from '../../src/exchange/notifications/dto/notification.view';
import { readCatalogue } from '../../src/platform/i18n/text-files';
import { readTemplates } from '../../src/platform/rendering/template-files';
import { levelsOf, markOf, reaches } from '../../src/trust/access';
import { filesBelow, ROOT } from './source-tree';

/** What a message may be filled with. Of a household only its name, in what is read to it or posted to it. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'messages/call.txt': ['name', 'text'],
  'messages/letter.txt': ['name', 'text', 'phone', 'unit'],
  'messages/news-email.txt': ['link', 'phone'],
  'messages/news-sms.txt': ['link', 'phone'],
  'messages/provider-email.txt': ['text', 'link'],
  // The name is that of the person of the provider who is asked.
  'messages/answer-email.txt': ['name', 'text', 'link', 'phone', 'address'],
};
/**
 * Parameters of the sentences: of the product, of a public office, of staff who opened a file, the day of a visit; of an
 * application its number and the names of the papers that are missing (B14).
 */
const PARAMETERS = ['name', 'link', 'phone', 'unit', 'address', 'date', 'lunar', 'who', 'at', 'number', 'papers'];
const ROOM = 'src/exchange/notifications';
const WORDS = /\{\{[^}]*\}\}/g;

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const sources = filesBelow(ROOM).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
const using = (pattern: RegExp) => sources.filter((file) => pattern.test(read(file)));

/** Values that a template asks for; names of helpers and of texts are none. */
function valuesIn(source: string): string[] {
  const tags = [...source.matchAll(WORDS)].map(([tag]) => tag.replace(/"[^"]*"/g, '').replace(/\w+=/g, ' '));
  const words = tags.flatMap((tag) => tag.match(/[\w./@-]+/g) ?? []);
  return [...new Set(words)].filter((word) => !['t', 'if', '/if', 'else', '.'].includes(word));
}

describe('messages (C3)', () => {
  it('are filled with nothing but what their receiver may read', () => {
    const found = readTemplates(join(ROOT, 'templates')).filter(({ name }) => /^messages\/.*\.txt$/.test(name));
    expect(Object.fromEntries(found.map(({ name, source }) => [name, valuesIn(source).sort()]))).toEqual(
      Object.fromEntries(Object.entries(VALUES).map(([name, values]) => [name, [...values].sort()])),
    );
    expect(reaches(levelsOf(['household'], []).contact, 'masked')).toBe(true);
  });

  it.each(['zh-CN', 'en'])('have sentences with places for nothing else: %s', (locale) => {
    const catalogue = readCatalogue(join(ROOT, 'templates', 'texts', locale));
    const texts = [...catalogue].filter(([key]) => key.startsWith('notifications.')).map(([, text]) => text);
    expect(texts.length).toBeGreaterThan(50);
    const names = texts.flatMap((text) => [...text.matchAll(/\{\s*(\w+)/g)].map(([, name = '']) => name));
    expect([...new Set(names)].filter((name) => !PARAMETERS.includes(name))).toEqual([]);
  });

  it('are written in one place, which reads of a household its name, and from nowhere else', () => {
    expect(using(/templates\.render\(/)).toEqual([`${ROOM}/message-texts.ts`]);
    const writers = using(/writer\.write\(/);
    expect(writers).toEqual(['announcer', 'fall-back', 'provider-contacts'].map((name) => `${ROOM}/${name}.ts`));
    for (const file of writers)
      expect([file, read(file)]).toEqual([file, expect.stringMatching(/this\.texts\.(to|by)/)]);
    const fields = [...read(`${ROOM}/message-texts.ts`).matchAll(/household\.(\w+)/g)].map(([, name]) => name);
    expect([...new Set(fields)].sort()).toEqual(['displayName', 'locale', 'regionPath']);
  });

  it('show the name to those who carry them by hand as the table has it', () => {
    const { body, handledNote, subject } = openedNotificationView.shape;
    expect(markOf(body)).toMatchObject({ group: 'contact', from: 'masked' });
    expect(markOf(handledNote)).toMatchObject({ group: 'contact', from: 'full' });
    expect(markOf(subject)).toBeUndefined();
  });
});
