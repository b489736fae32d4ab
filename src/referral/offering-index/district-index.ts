import type { CandidateOffering, OfferingFactsReader } from '../matching';
import { IndexFull } from './facet';
import { OfferingIndex } from './offering-index';

const PAGE = 1000;
const FIRST_PROVIDERS = 4096;

/** The index of one district and how far in the feed it has read. */
export class DistrictIndex {
  index: OfferingIndex | null = null;
  watermark = 0n;
  private mostProviders = FIRST_PROVIDERS;

  constructor(
    readonly districtCode: string,
    private readonly facts: OfferingFactsReader,
  ) {}

  /** Whether there is an index of that day; capacity, contracts and credentials count by the day. */
  isOf(today: string): boolean {
    return this.index !== null && this.index.today === today;
  }

  /** Reads all offerings; the caller's transaction is one of the district. */
  async build(asOf: Date, today: string, watermark: string): Promise<void> {
    try {
      this.index = await OfferingIndex.gathered(this.pages(asOf), today, this.mostProviders);
      this.watermark = BigInt(watermark);
    } catch (error) {
      if (!(error instanceof IndexFull)) throw error;
      this.mostProviders *= 4;
      throw error;
    }
  }

  /** Takes over what changed. A full index is given up: the next round builds it anew. */
  async change(offeringIds: readonly string[], asOf: Date, watermark: string): Promise<void> {
    for (let at = 0; at < offeringIds.length && this.index; at += PAGE) {
      const ids = offeringIds.slice(at, at + PAGE);
      const offerings = await this.facts.ofChanges(ids, asOf);
      this.take(
        ids,
        offerings.filter((one) => one.districtCode === this.districtCode),
      );
    }
    this.watermark = BigInt(watermark);
  }

  private take(ids: readonly string[], offerings: readonly CandidateOffering[]): void {
    const present = new Set(offerings.map(({ id }) => id));
    try {
      for (const id of ids) if (!present.has(id)) this.index?.remove(id);
      for (const offering of offerings) this.index?.put(offering);
    } catch (error) {
      if (!(error instanceof IndexFull)) throw error;
      this.mostProviders *= 2;
      this.index = null;
    }
  }

  private async *pages(asOf: Date): AsyncGenerator<readonly CandidateOffering[]> {
    for (let after: string | null = null; ;) {
      const page: CandidateOffering[] = await this.facts.page(this.districtCode, asOf, after, PAGE);
      yield page;
      after = page.at(-1)?.id ?? null;
      if (page.length < PAGE) return;
    }
  }
}
