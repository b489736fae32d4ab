import { createHash } from 'node:crypto';
import { diffOf, packDigests, unpackDigests } from './field-changes';

const digestOf = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16);

describe('field changes', () => {
  it('are what differs, whatever order the parts of a value stand in', () => {
    const before = { name: 'a', day: new Date(5), parts: { one: 1, two: [2] }, kept: 1, version: 1, phone: null };
    const after = { name: 'b', day: new Date(5), parts: { two: [2], one: 1 }, phone: '1', version: 2, gone: undefined };
    expect(diffOf(before, after)).toEqual([
      { field: 'name', before: 'a', after: 'b' },
      { field: 'phone', before: null, after: '1' },
    ]);
    expect(diffOf(null, { name: 'a', note: null })).toEqual([{ field: 'name', before: undefined, after: 'a' }]);
  });

  it('become digests in which no value is left and which differ by field', () => {
    const changes = diffOf({ name: 'same', alias: null }, { name: 'other', alias: 'other' });
    const packed = packDigests(changes, digestOf);
    expect(packed).toHaveLength(64);
    const [name, alias] = unpackDigests(['name', 'alias'], packed);
    expect(name).toEqual({
      field: 'name',
      before: digestOf('name|"same"').toString('hex'),
      after: digestOf('name|"other"').toString('hex'),
    });
    expect(alias?.before).toBeNull();
    expect(alias?.after).not.toBe(name?.after);
  });

  it('are not told of rows that have none', () => {
    expect(unpackDigests(['name'], null)).toEqual([]);
    expect(unpackDigests(['name'], Buffer.alloc(8))).toEqual([]);
  });
});
