import { isMasked, saysTheSame } from './masked-cell';

describe('masked cells of a ledger', () => {
  it('are told from numbers', () => {
    expect(['990***********1X', '*******7788', '99010119560304001X', '', '王*'].map(isMasked)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['990***********1X', '990***********1X', true],
    ['990***********1X', '99010119560304001X', false],
    ['990*************1X'.slice(0, 18), '990*************1X'.slice(0, 18), true],
    ['990*************1X', '99010119560304001X', true],
    ['990*************2X', '99010119560304001X', false],
    ['139 0000 7788', '13900007788', true],
    ['13900007789', '*******7788', false],
    ['13900007788', '*******7788', true],
    ['王芳', '王芳', true],
  ])('%s beside %s: %s', (cell, shown, same) => expect(saysTheSame(cell, shown)).toBe(same));
});
