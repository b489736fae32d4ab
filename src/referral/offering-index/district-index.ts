import type { CandidateOffering, OfferingFactsReader } from '../matching';
import { IndexFull } from './facet';
import { OfferingIndex } from './offering-index';
import { ROOM } from './record';
import { Waits } from './waits';

const PAGE = 1000;
const FIRST_PROVIDERS = 4096;

/** Does one reading of the database in a short transaction of the district's own. */
export type Reading = <T>(work: () => Promise<T>) => Promise<T>;

/** One reading of the feed, for all districts. */
export interface ReadChanges {
  /** Ids of offerings, and of funds and contracts whose money moved. */
  ids: readonly string[];
  /** All from here on is in it. */
  from: bigint;
  watermark: bigint;
  /** The newest moment all of which is read (`Freshness`). */
  freshAt: number;
}

/** The index of one district and how far in the feed it has read. */
export class DistrictIndex {
  index: OfferingIndex | null = null;
  watermark = 0n;
  /** Everything that was committed by this moment (of `performance.now()`) is in the index; before that, when it was asked for. */
  freshAt = performance.now();
  readonly building = new Waits();
  readonly changing = new Waits();
  private mostProviders = FIRST_PROVIDERS;

  constructor(
    readonly districtCode: string,
    private readonly facts: OfferingFactsReader,
    private readonly reading: Reading,
  ) {}

  /** Whether there is an index of that day; capacity, contracts and credentials count by the day. */
  isOf(today: string): boolean {
    return this.index !== null && this.index.today === today;
  }

  get lag(): number {
    return performance.now() - this.freshAt;
  }

  /**
   * Reads all offerings, page by page. Everything that commits after the watermark is in the feed and is read again, so that
   * no snapshot has to be held open over the whole reading; `began` is before the watermark was asked.
   */
  async build(asOf: Date, today: string, { watermark, began }: { watermark: bigint; began: number }): Promise<void> {
    try {
      this.index = await OfferingIndex.gathered(this.pages(asOf), today, this.mostProviders);
    } catch (error) {
      this.makeRoom(error);
      throw error;
    }
    this.watermark = watermark;
    this.freshAt = began;
  }

  /** Takes over what changed. A full index is given up: it is built anew. */
  async change({ ids, from, watermark, freshAt }: ReadChanges, asOf: Date): Promise<void> {
    const { index } = this;
    // Built since the feed was asked: the next reading begins where it does.
    if (index === null || this.watermark < from) return;
    for (let at = 0; at < ids.length; at += PAGE) {
      const some = ids.slice(at, at + PAGE);
      const offerings = await this.reading(() => this.facts.ofChanges(some, asOf));
      if (this.index !== index) return;
      const own = offerings.filter(({ districtCode }) => districtCode === this.districtCode);
      if (!this.take(index, some, own)) return;
    }
    this.watermark = watermark;
    this.freshAt = Math.max(this.freshAt, freshAt);
  }

  private take(index: OfferingIndex, ids: readonly string[], offerings: readonly CandidateOffering[]): boolean {
    const present = new Set(offerings.map(({ id }) => id));
    try {
      for (const id of ids) if (!present.has(id)) index.remove(id);
      for (const offering of offerings) index.put(offering);
      return true;
    } catch (error) {
      if (!(error instanceof IndexFull)) throw error;
      this.makeRoom(error);
      this.index = null;
      return false;
    }
  }

  /** Only providers have a room of the index's own choice; of the rest there is no more than the words can number. */
  private makeRoom(error: unknown): void {
    if (error instanceof IndexFull && error.what === 'providers')
      this.mostProviders = Math.min(4 * this.mostProviders, ROOM.provider);
  }

  private async *pages(asOf: Date): AsyncGenerator<readonly CandidateOffering[]> {
    for (let after: string | null = null; ;) {
      const from: string | null = after;
      const page: CandidateOffering[] = await this.reading(() => this.facts.page(this.districtCode, asOf, from, PAGE));
      yield page;
      after = page.at(-1)?.id ?? null;
      if (page.length < PAGE) return;
    }
  }
}
