import { searchKeyOf } from './search-key';

describe('a search key', () => {
  it.each([
    ['h-2026-000012', 'number', 'H-2026-000012'],
    ['Ｈ-2026-000012 ', 'number', 'H-2026-000012'],
    ['110101 19490302 002x', 'identity', '11010119490302002X'],
    ['USA110000010101', 'identity', 'USA110000010101'],
    ['138-0000 1234', 'phone', '13800001234'],
    ['028-8700 0000', 'phone', '02887000000'],
    ['王桂芳', 'name', '王桂芳'],
    ['1234', 'name', '1234'],
  ])('%s is a %s', (typed, kind, text) => expect(searchKeyOf(typed)).toEqual({ kind, text }));
});
