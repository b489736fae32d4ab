import { languageName, spokenLanguages } from './languages';
import { Texts } from './texts';

describe('a language by its name', () => {
  const texts = new Texts();

  it.each(spokenLanguages)('%s has a word of the product in both languages', (code) => {
    for (const locale of ['zh-CN', 'en'] as const) expect(languageName(texts, locale, code)).not.toBe(code);
  });

  it('is the standard’s where the product has no word, and the text itself where it is no code', () => {
    expect(languageName(texts, 'zh-CN', 'yue')).toBe('粤语');
    expect(languageName(texts, 'en', 'Haitian Creole')).toBe('Haitian Creole');
  });
});
