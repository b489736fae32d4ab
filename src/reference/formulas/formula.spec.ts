import fc from 'fast-check';
import { FormulaError, parseFormula } from './formula';
import { rational, textOf } from './rational';
import { roundAmount } from './round-amount';

const standard = (kind: string) => (kind === 'dibao' ? rational(74000) : null);
const value = (text: string) => {
  const amount = parseFormula(text)(standard);
  return amount && textOf(amount);
};

describe('parseFormula', () => {
  it('computes exactly', () => {
    expect(value('standard(dibao) * 20%')).toBe('14800/1');
    expect(value('standard(dibao) / 3')).toBe('74000/3');
    expect(value('2 + 3 * (4 - 1) / 2')).toBe('13/2');
    expect(value('min(standard(dibao) * 2, 10000) + max(1, 0.5)')).toBe('10001/1');
  });

  it('knows no amount without its standard', () => {
    expect(value('standard(disposable-income) * 2')).toBeNull();
  });

  it.each([
    ['standart(dibao)', 1],
    ['constructor(1, 2)', 1],
    ['standard(dibao) constructor 3', 17],
    ['standard(dibao) * ', 19],
    ['standard dibao', 10],
    ['(1 + 2', 7],
    ['1 2', 3],
    ['min(1)', 6],
    ['1 + €', 4],
    ['', 1],
  ])('refuses %s at its place', (text, place) => {
    expect(() => parseFormula(text)).toThrow(FormulaError);
    expect(() => parseFormula(text)).toThrow(`character ${place}`);
  });

  it('adds and multiplies as whole numbers do', () => {
    const whole = fc.nat({ max: 1_000_000 });
    fc.assert(
      fc.property(whole, whole, whole, (a, b, c) => {
        expect(value(`${a} + ${b} * ${c}`)).toBe(`${BigInt(a) + BigInt(b) * BigInt(c)}/1`);
      }),
    );
  });
});

describe('roundAmount (B13, E1)', () => {
  it('rounds once, to the unit of the pack', () => {
    expect(roundAmount(rational(20000), 100, 'up')).toBe(20000);
    expect(roundAmount(rational(20001), 100, 'up')).toBe(20100);
    expect(roundAmount(rational(20001, 2), 1, 'half-up')).toBe(10001);
    expect(roundAmount(rational(20099), 100, 'down')).toBe(20000);
  });
});
