import type { CandidateOffering } from '../matching';
import { IndexFull } from './facet';
import { Packing } from './packing';
import { Placement } from './placement';
import type { PostingLists } from './posting-lists';
import { GONE, MANY_LISTS, PROVIDER, REACH, TERMS, WHO, WIDTH, keptPointsOf, layerOf, listsOf } from './record';
import { Remembered } from './remembered';
import { spelled } from './spelled';
import { Staging } from './staging';
import { UuidDirectory } from './uuid-directory';
import { UUID_WORDS, readUuid } from './uuid-words';

/** Records that may come after the building, at least, before the index has to be built anew. */
const LEAST_SPARE = 1024;
const SPARE_SHARE = 0.01;

/**
 * The offerings of one day, packed: lists by code, area and layer, each sorted by the points that are known beforehand.
 * Built at once from all of them; a later change takes the place of the record where it stands the same in all lists
 * (capacity, state), else the old record is struck and a new one added behind the lists.
 */
export class OfferingIndex {
  readonly words: Int32Array;
  readonly base: PostingLists;
  readonly further: PostingLists;
  /** Records added since the building, by list, in no order. */
  readonly added = new Map<number, number[]>();
  /** Records in use, the struck ones too. */
  count: number;
  private live: number;
  /** By provider: which needs of the household at hand it could serve; empty between two answers. */
  readonly servedBy: Uint16Array;
  readonly remembered = new Remembered();
  /** By number of a code how many live offerings carry it, as far as somebody counted since the last that came or went. */
  readonly carried = new Map<number, number>();
  private readonly directory: UuidDirectory;
  private readonly most: number;
  private readonly draft = new Int32Array(WIDTH);

  private constructor(
    readonly packing: Packing,
    readonly placement: Placement,
    staging: Staging,
    expected: number,
  ) {
    const spare = LEAST_SPARE + Math.ceil(expected * SPARE_SHARE);
    const { words, count, base, further } = staging.staged(spare);
    this.words = words;
    this.count = count;
    this.live = count;
    this.base = base;
    this.further = further;
    this.most = count + spare;
    this.servedBy = new Uint16Array(packing.mostProviders);
    this.directory = new UuidDirectory(words, WIDTH, this.most);
    for (let record = 0; record < count; record += 1) this.directory.note(record);
  }

  /**
   * An index of all offerings as of `today`; nobody's candidates (drafts) are not given. `mostProviders` is the number of
   * providers there can be before the next building.
   * @throws IndexFull when there are more of anything than the words can number
   */
  static of(offerings: Iterable<CandidateOffering>, today: string, mostProviders: number): OfferingIndex {
    const [packing, placement] = [new Packing(today, mostProviders), new Placement()];
    const staging = new Staging(packing, placement);
    let count = 0;
    for (const offering of offerings) {
      staging.add(offering);
      count += 1;
    }
    return new OfferingIndex(packing, placement, staging, count);
  }

  /** As `of`, from pages that are still to be read. @throws IndexFull */
  static async gathered(
    pages: AsyncIterable<readonly CandidateOffering[]>,
    today: string,
    mostProviders: number,
  ): Promise<OfferingIndex> {
    const [packing, placement] = [new Packing(today, mostProviders), new Placement()];
    const staging = new Staging(packing, placement);
    let count = 0;
    for await (const page of pages) {
      for (const offering of page) staging.add(offering);
      count += page.length;
    }
    return new OfferingIndex(packing, placement, staging, count);
  }

  /** Live offerings. */
  get size(): number {
    return this.live;
  }

  get today(): string {
    return this.packing.today;
  }

  /** Bytes of the packed words, lists and directories. */
  get bytes(): number {
    const lists = this.base.bytes + this.further.bytes;
    return this.words.byteLength + lists + this.directory.bytes + this.packing.bytes;
  }

  /** An offering as it is now. @throws IndexFull: build anew */
  put(offering: CandidateOffering): void {
    const lists = this.placement.listsOf(offering);
    const old = this.recordOf(offering.id);
    this.packing.pack(offering, lists.length, this.draft, 0);
    if (old >= 0 && this.standsAlike(old, lists)) {
      this.words.set(this.draft, old * WIDTH);
      return;
    }
    if (this.count >= this.most) throw new IndexFull('changes');
    if (old >= 0) this.strike(old);
    this.carried.clear();
    const record = this.count;
    this.words.set(this.draft, record * WIDTH);
    this.count += 1;
    this.live += 1;
    this.directory.note(record);
    for (const list of lists) {
      const records = this.added.get(list);
      if (records) records.push(record);
      else this.added.set(list, [record]);
    }
  }

  /** An offering that is nobody's candidate any more. */
  remove(id: string): void {
    const record = this.recordOf(id);
    if (record >= 0) this.strike(record);
  }

  /** The live record of an offering, -1 when there is none. */
  recordOf(id: string): number {
    const record = this.directory.find(id);
    return record >= 0 && (this.words[record * WIDTH + REACH]! & GONE) === 0 ? record : -1;
  }

  offeringIdOf(record: number): string {
    return readUuid(this.words, record * WIDTH);
  }

  providerIdOf(provider: number): string {
    return readUuid(this.packing.providerWords, provider * UUID_WORDS);
  }

  private strike(record: number): void {
    this.carried.clear();
    this.words[record * WIDTH + REACH]! |= GONE;
    this.live -= 1;
  }

  /** Whether the drafted record may stand where the old one stands: the same lists, and the same place in them. */
  private standsAlike(old: number, lists: readonly number[]): boolean {
    const at = old * WIDTH;
    const sameLayer = layerOf(this.words[at + PROVIDER]!) === layerOf(this.draft[PROVIDER]!);
    const samePoints = keptPointsOf(this.words[at + TERMS]!) === keptPointsOf(this.draft[TERMS]!);
    const held = listsOf(this.words[at + WHO]!);
    if (!sameLayer || !samePoints || held !== lists.length || held === MANY_LISTS) return false;
    return lists.every((list) => this.holds(list, old));
  }

  private holds(list: number, record: number): boolean {
    if (record >= this.base.size) return this.added.get(list)?.includes(record) ?? false;
    return this.base.holds(list, record) || this.further.holds(list, record);
  }

  /** What the index holds, in words that do not hang on the order in which it came: for comparing two of them. */
  contents(): Map<string, string> {
    const found = new Map<string, string[]>();
    const note = (record: number, list: number): void => {
      if ((this.words[record * WIDTH + REACH]! & GONE) !== 0) return;
      const id = this.offeringIdOf(record);
      const lists = found.get(id);
      if (lists) lists.push(this.placement.nameOf(list));
      else found.set(id, [spelled(this.packing, this.words, record), this.placement.nameOf(list)]);
    };
    for (const lists of [this.base, this.further]) {
      for (const [at, list] of lists.lists.entries()) {
        for (let place = lists.starts[at]!; place < lists.starts[at + 1]!; place += 1)
          note(lists.recordAt(place), list);
      }
    }
    for (const [list, records] of this.added) for (const record of records) note(record, list);
    return new Map([...found].map(([id, [terms, ...lists]]) => [id, [terms, ...lists.sort()].join('\n')]));
  }
}
