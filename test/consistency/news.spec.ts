import { NOTICES } from '../../src/exchange/notifications/notices';
import { readCatalogue } from '../../src/platform/i18n/text-files';
import { join } from 'node:path';
import { productFiles, ROOT, textOf } from './source-tree';

/** Names of events that ask somebody to act, or say that nobody did. */
const CALLS = /'([a-z-]+\.(?:[a-z-]+-)?(?:overdue|missed|reminded|returned|offered|lapsed|suspended))'/g;
/** Texts that reach nobody because they are no events. */
const NO_EVENTS = new Set(['floor.missed']);
const ROOM = 'src/exchange/notifications/';

const named = (): string[] =>
  productFiles()
    .filter((file) => !file.startsWith(ROOM))
    .flatMap((file) => [...textOf(file).matchAll(CALLS)].map(([, name]) => name!))
    .filter((name) => !NO_EVENTS.has(name));

describe('news (R10: nothing falls silent)', () => {
  it('of every call to act, and of every clock that ran out, reach somebody', () => {
    const known = [...new Set(named())];
    expect(known.length).toBeGreaterThan(10);
    expect(known.filter((name) => !(name in NOTICES))).toEqual([]);
  });

  it.each(['zh-CN', 'en'])('have a text for everybody who is told: %s', (locale) => {
    const catalogue = readCatalogue(join(ROOT, 'templates', 'texts', locale));
    const keys = Object.values(NOTICES).flatMap(({ household, provider, ...accounts }) => [
      ...(household ? [`household.${household}`] : []),
      ...(provider ? [`provider.${provider}`] : []),
      ...Object.values(accounts).map((name) => `account.${name}`),
    ]);
    const has = (key: string) => catalogue.has(`notifications.${key}.title`);
    // `rated` has one text a word of the household.
    expect(keys.filter((key) => !has(key) && !has(`${key}-helped`))).toEqual([]);
  });
});
