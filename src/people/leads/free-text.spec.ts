import { holdsIdentityNumber } from './free-text';

describe('free text of a lead', () => {
  it.each([
    ['as it is', 'her number is 11010519491231002X.'],
    ['lower-case x', 'no 11010519491231002x'],
    ['with blanks', '110105 19491231 0027'],
    ['with dashes', '110105-19491231-0027'],
    ['full-width digits', '１１０１０５１９４９１２３１００２７'],
  ])('is refused with an identity number %s', (_, text) => expect(holdsIdentityNumber(text)).toBe(true));

  it.each([
    ['a phone', 'call 13800138000'],
    ['a bank card of 19 digits', '6222021234567890123'],
    ['dates and ages', 'born 1949-12-31, 76 years old, house 12'],
  ])('may hold %s', (_, text) => expect(holdsIdentityNumber(text)).toBe(false));
});
