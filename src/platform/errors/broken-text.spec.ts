import { brokenTexts } from './broken-text';

describe('brokenTexts', () => {
  it('lets every real text pass, also rare characters, line ends and what is no text', () => {
    expect(brokenTexts({ a: '𠮷田·阿依古丽\n\t🏠', b: [1, null, undefined, true, new Date()], c: { d: '' } })).toEqual(
      [],
    );
  });

  it('names the field of a NUL and of half a surrogate pair', () => {
    expect(brokenTexts({ members: [{ name: 'ok' }, { name: 'a\0b', note: '\ud83d' }] })).toEqual([
      { field: 'members.1.name', code: 'text-broken' },
      { field: 'members.1.note', code: 'text-broken' },
    ]);
    expect(brokenTexts('\udc00x')).toEqual([{ field: '', code: 'text-broken' }]);
  });
});
