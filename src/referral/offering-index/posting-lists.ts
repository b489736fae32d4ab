/** Lists of records in one run of numbers: list `lists[n]` holds the places from `starts[n]` to before `starts[n + 1]`. */
export class PostingLists {
  constructor(
    readonly lists: Int32Array,
    readonly starts: Int32Array,
    /** Record at a place; null where place and record are the same, because the records themselves lie in this order. */
    private readonly records: Int32Array | null,
  ) {}

  get bytes(): number {
    return this.lists.byteLength + this.starts.byteLength + (this.records?.byteLength ?? 0);
  }

  /** Entries of all lists together. */
  get size(): number {
    return this.starts[this.lists.length]!;
  }

  recordAt(place: number): number {
    return this.records === null ? place : this.records[place]!;
  }

  /** The first list whose number is not below `from`. */
  first(from: number): number {
    let [low, high] = [0, this.lists.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.lists[middle]! < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether a record stands in a list. */
  holds(list: number, record: number): boolean {
    const at = this.first(list);
    if (this.lists[at] !== list) return false;
    const [start, end] = [this.starts[at]!, this.starts[at + 1]!];
    if (this.records === null) return record >= start && record < end;
    return this.records.subarray(start, end).includes(record);
  }
}

const shared = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length));

/** Lists from entries that are sorted by list; `records` null: the entries are the records from 0 on. */
export function postingLists(sorted: Int32Array, records: Int32Array | null): PostingLists {
  let count = 0;
  for (let at = 0; at < sorted.length; at += 1) if (at === 0 || sorted[at] !== sorted[at - 1]) count += 1;
  const [lists, starts] = [shared(count), shared(count + 1)];
  let list = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue;
    lists[list] = sorted[at]!;
    starts[list] = at;
    list += 1;
  }
  starts[count] = sorted.length;
  return new PostingLists(lists, starts, records);
}
