/** An exact fraction in lowest terms, the denominator above zero (B13: exact until the end, round last). */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** @throws RangeError when `d` is 0 or a number is not whole */
export function rational(n: bigint | number, d: bigint | number = 1): Rational {
  return reduced(BigInt(n), BigInt(d));
}

export const ZERO = rational(0);
export const ONE = rational(1);

export const add = (one: Rational, other: Rational): Rational =>
  reduced(one.n * other.d + other.n * one.d, one.d * other.d);
export const subtract = (one: Rational, other: Rational): Rational =>
  reduced(one.n * other.d - other.n * one.d, one.d * other.d);
export const multiply = (one: Rational, other: Rational): Rational => reduced(one.n * other.n, one.d * other.d);
/** @throws RangeError when `other` is 0 */
export const divide = (one: Rational, other: Rational): Rational => reduced(one.n * other.d, one.d * other.n);

/** Below, at or above 0, as `one` is below, equal to or above `other`; by cross-multiplication. */
export function compare(one: Rational, other: Rational): number {
  const [left, right] = [one.n * other.d, other.n * one.d];
  return left < right ? -1 : Number(left > right);
}

export const smaller = (one: Rational, other: Rational): Rational => (compare(one, other) <= 0 ? one : other);
export const larger = (one: Rational, other: Rational): Rational => (compare(one, other) >= 0 ? one : other);

/** A number of a data file as it is written there: `0.2` is one fifth, not the double beside it. @throws RangeError */
export function fromDecimal(value: number): Rational {
  const written = /^(-?\d+)(?:\.(\d{1,4}))?$/.exec(String(value));
  if (!written) throw new RangeError(`${value} has more than four decimals`);
  const [, whole = '', decimals = ''] = written;
  return reduced(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

/** `n/d`, as stored in results. */
export const textOf = ({ n, d }: Rational): string => `${n}/${d}`;

function reduced(n: bigint, d: bigint): Rational {
  if (d === 1n) return { n, d };
  if (d === 0n) throw new RangeError('Division by zero');
  const divisor = greatestDivisor(n < 0n ? -n : n, d < 0n ? -d : d) * (d < 0n ? -1n : 1n);
  return { n: n / divisor, d: d / divisor };
}

function greatestDivisor(one: bigint, other: bigint): bigint {
  while (other !== 0n) [one, other] = [other, one % other];
  return one;
}
