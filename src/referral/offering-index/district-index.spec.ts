import { anOffering } from '../../../test/factories/matching.factory';
import { uuidOf } from '../../../test/factories/offering-market.factory';
import type { CandidateOffering, OfferingFactsReader } from '../matching';
import { DistrictIndex } from './district-index';
import { IndexFull } from './facet';

const TODAY = '2026-11-20';
const NOW = new Date(`${TODAY}T04:00:00Z`);

const offering = (number: number, changes: Partial<CandidateOffering> = {}): CandidateOffering =>
  anOffering({ id: uuidOf(1, number), providerId: uuidOf(2, 1), ...changes });

/** A district whose rows lie here instead of in the database. */
class Rows {
  held: CandidateOffering[] = [];
  readings = 0;
  fault: Error | null = null;
  /** Runs inside each reading. */
  meanwhile: () => Promise<void> = async () => {};

  readonly district = new DistrictIndex('510117', this as unknown as OfferingFactsReader, async (work) => {
    this.readings += 1;
    return work();
  });

  async page(_: string, __: Date, after: string | null, limit: number): Promise<CandidateOffering[]> {
    if (this.fault) throw this.fault;
    await this.meanwhile();
    return this.held.filter(({ id }) => after === null || id > after).slice(0, limit);
  }

  async ofChanges(ids: readonly string[]): Promise<CandidateOffering[]> {
    if (this.fault) throw this.fault;
    await this.meanwhile();
    return this.held.filter(({ id }) => ids.includes(id));
  }

  build = (watermark = 5n, began = performance.now()) => this.district.build(NOW, TODAY, { watermark, began });
  change = (ids: string[], values: { from?: bigint; watermark?: bigint; freshAt?: number } = {}) =>
    this.district.change({ ids, from: 5n, watermark: 9n, freshAt: performance.now(), ...values }, NOW);

  get room(): number {
    return this.district.index!.packing.mostProviders;
  }
}

describe('the index of a district', () => {
  it('reads page by page, each by itself', async () => {
    const rows = new Rows();
    rows.held = Array.from({ length: 2500 }, (_, number) => offering(number));
    await rows.build(5n, 123);
    expect(rows.readings).toBe(3);
    expect(rows.district.index!.size).toBe(2500);
    expect([rows.district.watermark, rows.district.freshAt]).toEqual([5n, 123]);
    await rows.change(rows.held.map(({ id }) => id));
    expect(rows.readings).toBe(6);
  });

  it('makes more room for providers alone, and no more than the words can number', async () => {
    const rows = new Rows();
    rows.fault = new IndexFull('languages');
    for (let turn = 0; turn < 3; turn += 1) await expect(rows.build()).rejects.toThrow('languages');
    rows.fault = null;
    await rows.build();
    expect(rows.room).toBe(4096);
    rows.fault = new IndexFull('providers');
    await expect(rows.build()).rejects.toThrow('providers');
    rows.fault = null;
    await rows.build();
    expect(rows.room).toBe(4 * 4096);
    rows.fault = new IndexFull('providers');
    for (let turn = 0; turn < 8; turn += 1) await expect(rows.build()).rejects.toThrow('providers');
    rows.fault = null;
    await rows.build();
    expect(rows.room).toBe(1 << 20);
  });

  it('is given up when it has no place for more changes, and built anew in the same room', async () => {
    const rows = new Rows();
    await rows.build();
    rows.held = Array.from({ length: 1100 }, (_, number) => offering(number));
    await rows.change(rows.held.map(({ id }) => id));
    expect(rows.district.index).toBeNull();
    await rows.build();
    expect(rows.district.index!.size).toBe(1100);
    expect(rows.room).toBe(4096);
  });

  it('goes on from its own watermark when it was built while the feed was read', async () => {
    const rows = new Rows();
    rows.held = [offering(1)];
    await rows.build(5n);
    rows.meanwhile = async () => {
      rows.meanwhile = async () => {};
      await rows.build(6n, 77);
    };
    await rows.change([uuidOf(1, 1)], { watermark: 20n });
    expect([rows.district.watermark, rows.district.freshAt]).toEqual([6n, 77]);
    // A reading that began behind its watermark lacks rows.
    await rows.change([], { from: 7n, watermark: 20n });
    expect(rows.district.watermark).toBe(6n);
    await rows.change([], { from: 6n, watermark: 20n, freshAt: 99 });
    expect([rows.district.watermark, rows.district.freshAt]).toEqual([20n, 99]);
  });

  it('stays where it is when a reading fails', async () => {
    const rows = new Rows();
    rows.held = [offering(1)];
    await rows.build(5n, 77);
    rows.fault = new Error('lost');
    await expect(rows.change([uuidOf(1, 1)])).rejects.toThrow('lost');
    expect([rows.district.watermark, rows.district.freshAt]).toEqual([5n, 77]);
  });
});
