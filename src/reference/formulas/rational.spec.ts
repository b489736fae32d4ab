import fc from 'fast-check';
import { add, compare, divide, fromDecimal, multiply, rational, subtract, textOf } from './rational';

const fraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  .map(([n, d]) => rational(n, d));

describe('rational (B13)', () => {
  it('keeps lowest terms and the sign above', () => {
    expect(textOf(rational(74500, 105000))).toBe('149/210');
    expect(textOf(rational(3, -6))).toBe('-1/2');
    expect(() => rational(1, 0)).toThrow(RangeError);
  });

  it('reads a decimal as written', () => {
    expect(textOf(fromDecimal(0.1))).toBe('1/10');
    expect(textOf(fromDecimal(-0.5))).toBe('-1/2');
    expect(textOf(fromDecimal(20))).toBe('20/1');
    expect(() => fromDecimal(0.00001)).toThrow(RangeError);
  });

  it('undoes what it did, and orders as the difference does', () => {
    fc.assert(
      fc.property(fraction, fraction, (one, other) => {
        expect(subtract(add(one, other), other)).toEqual(one);
        if (other.n !== 0n) expect(divide(multiply(one, other), other)).toEqual(one);
        expect(compare(one, other)).toBe(compare(subtract(one, other), rational(0)));
      }),
    );
  });
});
