/** The index has no room for what it is given: whoever asked takes the SQL path. */
export class IndexFull extends Error {
  constructor(readonly what: string) {
    super(`offering index: no more room for ${what}`);
  }
}

/** Values that many offerings share, each kept once and named by a small number. */
export class Facet<T> {
  readonly values: T[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly name: string,
    private readonly most: number,
  ) {}

  /** The number of a value; `key` tells equal values. @throws IndexFull */
  numberOf(key: string, value: T): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.values.length;
    if (number >= this.most) throw new IndexFull(this.name);
    this.values.push(value);
    this.numbers.set(key, number);
    return number;
  }

  /** The number of a value by its key, -1 when nobody has it. */
  find(key: string): number {
    return this.numbers.get(key) ?? -1;
  }
}
