import { add, divide, fromDecimal, larger, multiply, rational, type Rational, smaller, subtract } from './rational';

/** A formula of a pack cannot be read; `place` counts characters from 1. */
export class FormulaError extends Error {
  constructor(
    readonly place: number,
    reason: string,
  ) {
    super(`character ${place}: ${reason}`);
  }
}

/** Amount of a standard in fen a month; null when the district has not loaded it. */
export type StandardLookup = (kind: string) => Rational | null;
/** Null when a standard is missing: an amount is never guessed. @throws RangeError on a division by zero */
export type Formula = (standard: StandardLookup) => Rational | null;

type Operation = (one: Rational, other: Rational) => Rational;
const TOKEN = /\s*(?:(\d+(?:\.\d{1,4})?)(%?)|([a-z][a-z0-9-]*)|([-+*/(),]))/y;
type Operations = ReadonlyMap<string, Operation>;
const FUNCTIONS: Operations = new Map([
  ['min', smaller],
  ['max', larger],
]);
const SUMS: Operations = new Map([
  ['+', add],
  ['-', subtract],
]);
const PRODUCTS: Operations = new Map([
  ['*', multiply],
  ['/', divide],
]);

/**
 * Reads an amount in fen a month: whole numbers and decimals, percentages, `standard(kind)`, + - * /, min(a, b), max(a, b) and
 * parentheses, e.g. `min(standard(dibao) * 20%, 10000)`.
 * @throws FormulaError at a name or sign that it does not know
 */
export function parseFormula(text: string): Formula {
  const reader = new Reader(text);
  const formula = sum(reader);
  if (reader.token) reader.refuse(`${reader.token.text} is not expected here`);
  return formula;
}

interface Token {
  text: string;
  value: Rational | null;
  place: number;
}

class Reader {
  token: Token | null = null;
  private at = 0;

  constructor(private readonly text: string) {
    this.next();
  }

  next(): Token | null {
    const before = this.token;
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.text);
    if (!found && this.text.slice(this.at).trim() !== '')
      throw new FormulaError(this.at + 1, 'is not a number, name or sign');
    this.token = found ? tokenOf(found) : null;
    this.at = found ? TOKEN.lastIndex : this.text.length;
    return before;
  }

  /** Takes the sign that has to come now. */
  take(sign: string): void {
    if (this.token?.text !== sign) this.refuse(`${sign} is missing`);
    this.next();
  }

  refuse(reason: string): never {
    throw new FormulaError(this.token?.place ?? this.text.length + 1, reason);
  }
}

function tokenOf(found: RegExpExecArray): Token {
  const [whole, number, percent, name, sign] = found;
  const value = number === undefined ? null : multiply(fromDecimal(Number(number)), rational(1, percent ? 100 : 1));
  return {
    text: number ?? name ?? sign ?? '',
    value,
    place: found.index + whole.length - whole.trimStart().length + 1,
  };
}

const sum = (reader: Reader): Formula => chain(reader, SUMS, product);
const product = (reader: Reader): Formula => chain(reader, PRODUCTS, term);

function chain(reader: Reader, operations: Operations, part: (of: Reader) => Formula): Formula {
  let formula = part(reader);
  for (;;) {
    const operation = operations.get(reader.token?.text ?? '');
    if (!operation) return formula;
    reader.next();
    formula = combined(operation, formula, part(reader));
  }
}

function combined(operation: Operation, one: Formula, other: Formula): Formula {
  return (standard) => {
    const [left, right] = [one(standard), other(standard)];
    return left && right && operation(left, right);
  };
}

function term(reader: Reader): Formula {
  const { token } = reader;
  if (token?.value) {
    reader.next();
    const { value } = token;
    return () => value;
  }
  if (token?.text === '(') return inParentheses(reader, sum);
  if (token?.text === 'standard') {
    reader.next();
    return inParentheses(reader, standardTerm);
  }
  const operation = FUNCTIONS.get(token?.text ?? '');
  if (!operation) return reader.refuse(token ? `${token.text} is not known` : 'something is missing');
  reader.next();
  return inParentheses(reader, (inner) => {
    const one = sum(inner);
    inner.take(',');
    return combined(operation, one, sum(inner));
  });
}

function inParentheses(reader: Reader, part: (of: Reader) => Formula): Formula {
  reader.take('(');
  const formula = part(reader);
  reader.take(')');
  return formula;
}

function standardTerm(reader: Reader): Formula {
  const kind = reader.token?.text ?? '';
  if (!/^[a-z]/.test(kind)) reader.refuse('the kind of a standard is missing');
  reader.next();
  return (standard) => standard(kind);
}
