import fc from 'fast-check';
import { nameGrams, searchGrams } from './name-grams';

describe('name grams (design 8.2)', () => {
  it('gives single characters and pairs', () => {
    expect(nameGrams('\u738b\u5c0f\u660e')).toEqual(['\u5c0f', '\u5c0f\u660e', '\u660e', '\u738b', '\u738b\u5c0f']);
  });

  it('does not mind case, width, blanks and middle dots', () => {
    expect(nameGrams('\uff21b')).toEqual(['a', 'ab', 'b']);
    expect(nameGrams('A\u00b7b c')).toEqual(nameGrams('ABC'));
  });

  it('asks with pairs, or with the one character', () => {
    expect(searchGrams('\u738b')).toEqual(['\u738b']);
    expect(searchGrams('\u5c0f\u660e')).toEqual(['\u5c0f\u660e']);
    expect(searchGrams(' ')).toEqual([]);
  });

  it('finds every part of a name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 6 }), fc.nat(5), fc.nat(5), (name, from, length) => {
        const grams = nameGrams(name);
        const part = [...name].slice(from, from + length + 1).join('');
        expect(searchGrams(part).every((gram) => grams.includes(gram))).toBe(true);
      }),
    );
  });
});
