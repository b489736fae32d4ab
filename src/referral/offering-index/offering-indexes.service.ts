import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Config } from '../../platform/config';
import { Transactions } from '../../platform/database';
import { PollLoop } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { OfferingChanges } from '../../supply/offerings';
import { systemActor } from '../../trust/access';
import { CandidateIndex, type IndexQuestion, OfferingFactsReader, type Surveyed } from '../matching';
import { rankedLists } from './answer';
import { DistrictIndex, type Reading } from './district-index';
import { Freshness } from './freshness';
import { isTooLarge } from './household-terms';
import { hideIndexes, type IndexState, showIndexes } from './index-figures';
import type { OfferingIndex } from './offering-index';
import { surveyed } from './survey';
import type { Waits } from './waits';

/** Design 8.5. */
const EVERY_MILLISECONDS = 250;
/** Older than this the index does not answer: the database does. */
const MOST_LAG = 5_000;
/** What is older may lack rows that went from the feed unread (the worker keeps them an hour): it is built anew. */
const FORGOTTEN_AFTER = 30 * 60_000;
const WHOLE = systemActor(null, 'matching-index');

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/**
 * The indexes of the districts that somebody has asked for, kept up with the change feed: built when a district is asked
 * for first or a new day begins, and told of every changed offering four times a second, one beside the other: a long
 * building keeps no other district waiting. Until one is built, when it is behind, when it is full or the setting MATCHING
 * says `sql`, it proposes nothing and the database answers.
 */
@Injectable()
export class OfferingIndexes extends CandidateIndex implements BeforeApplicationShutdown {
  private readonly logger = new Logger('offering-index');
  private readonly districts = new Map<string, DistrictIndex>();
  private readonly builder = new PollLoop(() => this.buildAll(), EVERY_MILLISECONDS);
  private readonly reader = new PollLoop(() => this.catchUp(), EVERY_MILLISECONDS);
  private readonly freshness = new Freshness();
  private readonly figures = (): IndexState[] => this.state();
  private stopping = false;

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
    return this.asked(question, (index) => rankedLists(index, question));
  }

  async survey(question: IndexQuestion): Promise<ReadonlyMap<string, Surveyed> | null> {
    const given = await this.facts.givenTo(question.household.id);
    return this.asked(question, (index) => surveyed(index, { ...question, ceilings: index.packing.ceilings(given) }));
  }

  /** For whoever looks after the machine. */
  state(): IndexState[] {
    return [...this.districts.values()].map(({ districtCode, index, lag }) => ({
      ...{ districtCode, offerings: index?.size ?? 0, bytes: index?.bytes ?? 0 },
      lagMilliseconds: Math.round(lag),
    }));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    hideIndexes(this.figures);
    await this.builder.stop();
    await this.reader.stop();
  }

  /** What the district's index says, where it knows the present state. */
  private asked<T>({ household, context }: IndexQuestion, work: (index: OfferingIndex) => T): T | null {
    if (this.config.matching === 'sql' || isTooLarge(household)) return null;
    const { index, lag } = this.wanted(household.districtCode);
    if (index === null || index.today !== context.today || lag > MOST_LAG) return null;
    try {
      return work(index);
    } catch (error) {
      // An id that the index cannot hold, say: nothing that the database could not answer.
      this.logger.warn({ msg: 'index gave no answer', error: nameOf(error) });
      return null;
    }
  }

  private wanted(districtCode: string): DistrictIndex {
    const known = this.districts.get(districtCode);
    if (known) return known;
    const district = new DistrictIndex(districtCode, this.facts, this.readingOf(districtCode));
    this.districts.set(districtCode, district);
    showIndexes(this.figures);
    this.builder.start();
    this.reader.start();
    this.builder.ring();
    return district;
  }

  /** One page is one transaction: a whole district takes longer than any may last. */
  private readingOf(districtCode: string): Reading {
    const actor = systemActor(districtCode, 'matching-index');
    return async (work) => {
      if (this.stopping) throw new Error('The application stops');
      return this.transactions.runApart(actor, work, { readOnly: true });
    };
  }

  /** @returns 0: the next round is in a quarter of a second */
  private async buildAll(): Promise<number> {
    for (const district of this.districts.values()) {
      if (district.isOf(this.clock.today())) continue;
      await this.attempt(district, district.building, () => this.build(district));
    }
    return 0;
  }

  private async build(district: DistrictIndex): Promise<void> {
    const began = performance.now();
    const ask = (): Promise<string> => this.changes.watermark();
    const watermark = BigInt(await this.transactions.runApart(WHOLE, ask, { readOnly: true }));
    await district.build(this.clock.now(), this.clock.today(), { watermark, began });
    const { size, bytes } = district.index!;
    const milliseconds = Math.round(performance.now() - began);
    const { districtCode } = district;
    this.logger.log({ msg: 'index built', districtCode, offerings: size, bytes, milliseconds });
  }

  /** Reads the feed once, for all districts. @returns 0: the next round is in a quarter of a second */
  private async catchUp(): Promise<number> {
    const built = this.readers();
    if (built.length === 0) return 0;
    const from = built.map(({ watermark }) => watermark).reduce((a, b) => (a < b ? a : b));
    const asked = performance.now();
    const read = () => this.changes.since(String(from));
    const { ids, ...bounds } = await this.transactions.runApart(WHOLE, read, { readOnly: true });
    const [watermark, next] = [BigInt(bounds.watermark), BigInt(bounds.next)];
    const changes = { ids, from, watermark, freshAt: this.freshness.read(asked, { watermark, next }) };
    for (const district of built) {
      await this.attempt(district, district.changing, () => district.change(changes, this.clock.now()));
    }
    return 0;
  }

  /** The indexes that read on from where they are. */
  private readers(): DistrictIndex[] {
    const today = this.clock.today();
    for (const district of this.districts.values()) if (district.lag > FORGOTTEN_AFTER) district.index = null;
    return [...this.districts.values()].filter((district) => district.isOf(today) && district.changing.due);
  }

  /** What fails in one district stops no other; it is tried again after growing waits. */
  private async attempt(district: DistrictIndex, waits: Waits, work: () => Promise<void>): Promise<void> {
    if (!waits.due || this.stopping) return;
    try {
      await work();
      waits.succeeded();
    } catch (error) {
      if (this.stopping) return;
      const { districtCode } = district;
      const milliseconds = waits.failed();
      this.logger.error({ msg: 'index not read', districtCode, error: nameOf(error), again: milliseconds });
    }
  }
}
