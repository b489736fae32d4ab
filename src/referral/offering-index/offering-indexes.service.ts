import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Config } from '../../platform/config';
import { Transactions } from '../../platform/database';
import { PollLoop } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { OfferingChanges } from '../../supply/offerings';
import { systemActor } from '../../trust/access';
import { CandidateIndex, type IndexQuestion, OfferingFactsReader } from '../matching';
import { rankedLists } from './answer';
import { DistrictIndex } from './district-index';
import { isTooLarge } from './household-terms';
import { type IndexState, showIndexes } from './index-figures';

/** Design 8.5. */
const EVERY_MILLISECONDS = 250;
/** Older than this the index does not answer: the database does. */
const MOST_LAG = 5_000;
/** After so long without looking, rows may have gone that were never read: the index is built anew. */
const FORGOTTEN_AFTER = 30 * 60_000;

/**
 * The indexes of the districts that somebody has asked for, kept up with the change feed: built when a district is asked
 * for first or a new day begins, then told of every changed offering four times a second. Until one is built, when it is
 * behind, when it is full or the setting MATCHING says `sql`, it proposes nothing and the database answers.
 */
@Injectable()
export class OfferingIndexes extends CandidateIndex implements BeforeApplicationShutdown {
  private readonly logger = new Logger('offering-index');
  private readonly districts = new Map<string, DistrictIndex>();
  private readonly loop = new PollLoop(() => this.poll(), EVERY_MILLISECONDS);
  private readAt = -Infinity;

  constructor(
    private readonly transactions: Transactions,
    private readonly changes: OfferingChanges,
    private readonly facts: OfferingFactsReader,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {
    super();
  }

  propose(question: IndexQuestion): ReadonlyMap<string, readonly string[]> | null {
    if (this.config.matching === 'sql' || isTooLarge(question.household)) return null;
    const district = this.wanted(question.household.districtCode);
    const { index } = district;
    if (index === null || index.today !== question.context.today || this.lag > MOST_LAG) return null;
    try {
      return rankedLists(index, question);
    } catch (error) {
      // An id that the index cannot hold, say: nothing that the database could not answer.
      this.logger.warn({ msg: 'index gave no answer', error: error instanceof Error ? error.name : 'unknown' });
      return null;
    }
  }

  /** Builds what is asked for and reads the feed once. @returns 0: the next round is in a quarter of a second */
  async poll(): Promise<number> {
    const began = performance.now();
    const forgotten = began - this.readAt > FORGOTTEN_AFTER;
    for (const district of this.districts.values()) {
      if (forgotten || !district.isOf(this.clock.today())) await this.build(district);
    }
    await this.catchUp();
    this.readAt = began;
    showIndexes(this.state());
    return 0;
  }

  /** For whoever looks after the machine. */
  state(): IndexState[] {
    return [...this.districts.values()].map(({ districtCode, index }) => ({
      ...{ districtCode, offerings: index?.size ?? 0, bytes: index?.bytes ?? 0 },
      lagMilliseconds: Math.round(this.lag),
    }));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private get lag(): number {
    return performance.now() - this.readAt;
  }

  private wanted(districtCode: string): DistrictIndex {
    const known = this.districts.get(districtCode);
    if (known) return known;
    const district = new DistrictIndex(districtCode, this.facts);
    this.districts.set(districtCode, district);
    this.loop.start();
    this.loop.ring();
    return district;
  }

  /**
   * The watermark is taken before the first row is read: what commits later is in the feed after it, and is read again. So
   * no snapshot has to be held open over the whole reading.
   */
  private async build(district: DistrictIndex): Promise<void> {
    const began = performance.now();
    const whole = systemActor(null, 'matching-index');
    const watermark = await this.transactions.runApart(whole, () => this.changes.watermark(), { readOnly: true });
    const actor = systemActor(district.districtCode, 'matching-index');
    const work = (): Promise<void> => district.build(this.clock.now(), this.clock.today(), watermark);
    await this.transactions.runApart(actor, work, { readOnly: true });
    const { size, bytes } = district.index!;
    const milliseconds = Math.round(performance.now() - began);
    const { districtCode } = district;
    this.logger.log({ msg: 'index built', districtCode, offerings: size, bytes, milliseconds });
  }

  private async catchUp(): Promise<void> {
    const built = [...this.districts.values()].filter(({ index }) => index !== null);
    if (built.length === 0) return;
    const from = built.map(({ watermark }) => watermark).reduce((a, b) => (a < b ? a : b));
    const whole = systemActor(null, 'matching-index');
    const read = () => this.changes.since(String(from));
    const { ids: offeringIds, watermark } = await this.transactions.runApart(whole, read, { readOnly: true });
    for (const district of built) {
      const actor = systemActor(district.districtCode, 'matching-index');
      const work = (): Promise<void> => district.change(offeringIds, this.clock.now(), watermark);
      if (offeringIds.length === 0) district.watermark = BigInt(watermark);
      else await this.transactions.runApart(actor, work, { readOnly: true });
    }
  }
}
