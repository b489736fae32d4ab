import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { AppError } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { FileChanger } from '../file-changer';
import type { LedgerHousehold } from '../gather-households';
import { HouseholdWriter } from '../household-writer';
import { LedgerHouseholdsStore } from '../ledger-households.store';
import type { RowProblem } from '../ledger-person';
import { LedgerPlanner, type PlacedHousehold } from '../ledger-planner';
import { LedgerProblemsStore } from '../ledger-problems.store';
import type { LedgerTakeover } from '../ledger-takeover.entity';
import { LedgerTakeoversStore } from '../ledger-takeovers.store';
import { LedgerRowsStore } from '../ledger-rows.store';
import { type LedgerTask, LedgerWork } from '../ledger-work';
import { ReviewDays } from '../review-days';

const BATCH = 20;
/** A transaction ends after so long even when its batch is not done (design 8.5: each second at the latest). */
const LONGEST = 500;
const AHEAD = 400;

/** Opens a file for each sound household of a ledger. Done again, or after a stop, it goes on where it was. */
@Injectable()
export class WriteLedger {
  constructor(
    private readonly planner: LedgerPlanner,
    private readonly writer: HouseholdWriter,
    private readonly changer: FileChanger,
    private readonly takeovers: LedgerTakeoversStore,
    private readonly reviewDays: ReviewDays,
    private readonly rows: LedgerRowsStore,
    private readonly households: LedgerHouseholdsStore,
    private readonly problems: LedgerProblemsStore,
    private readonly transactions: Transactions,
    private readonly work: LedgerWork,
    private readonly clock: Clock,
  ) {}

  /** @returns false when it was cancelled: no household is then half written */
  async execute(task: LedgerTask): Promise<boolean> {
    const { row, job, apart } = task;
    const rows = await apart(() => this.rows.all(row));
    const { households } = await apart(() => this.planner.plan(row, rows));
    const reviews = this.reviewDays.spread(row.districtCode, await this.everyOne(task, households));
    const sound = households.filter(({ refused }) => !refused);
    await job.progress(0, sound.length);
    for (let at = 0; at < sound.length;) {
      if (await job.cancelled()) {
        await this.end(task, 'stopped');
        return false;
      }
      at += await apart(() => this.batch(task, sound.slice(at, at + BATCH), reviews));
      await job.progress(at, sound.length);
    }
    await this.end(task, 'written');
    return true;
  }

  /** Those that are here already keep their place in the order of reviews, so that going on moves nobody's day. */
  private async everyOne({ row, apart }: LedgerTask, households: readonly LedgerHousehold[]) {
    const placed: PlacedHousehold[] = [];
    for (let at = 0; at < households.length; at += AHEAD) {
      const batch = households.slice(at, at + AHEAD).filter(({ refused }) => !refused);
      placed.push(...(await apart(() => this.planner.place(row, batch))));
    }
    return placed.filter(({ standing }) => standing !== 'refused');
  }

  /** @returns how many of the batch were looked at before its time was over */
  private async batch(
    { row }: LedgerTask,
    households: readonly LedgerHousehold[],
    reviews: ReadonlyMap<string, string>,
  ): Promise<number> {
    const began = performance.now();
    let done = 0;
    for (const placed of await this.planner.place(row, households)) {
      if (placed.standing === 'new') await this.take(row, placed, reviews.get(placed.household.key) ?? null);
      if (placed.standing === 'differs') await this.changer.apply(placed, await this.ticked(row, placed));
      done += 1;
      if (performance.now() - began > LONGEST) break;
    }
    return done;
  }

  private async ticked(row: LedgerTask['row'], { household: { people } }: PlacedHousehold): Promise<LedgerTakeover[]> {
    const ticks = await this.takeovers.of(
      row.id,
      people.map(({ line }) => line),
    );
    return ticks.filter(({ state }) => state === 'chosen');
  }

  /** A household is taken whole or not at all. */
  private async take(row: LedgerTask['row'], placed: PlacedHousehold, reviewOn: string | null): Promise<void> {
    try {
      await this.transactions.savepoint(() => this.writer.write(row, placed, reviewOn));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { firstLine } = placed.household;
      const code = error.details.fields?.[0]?.code ?? error.code;
      const params = (error.details.fields?.[0]?.params ?? error.details.params ?? {}) as RowProblem['params'];
      await this.problems.add(row.id, [{ line: firstLine, field: null, code, params, refused: true }]);
    }
  }

  private async end(task: LedgerTask, state: 'written' | 'stopped'): Promise<void> {
    const { row, apart } = task;
    const { written } = await apart(() => this.households.countBy(row.id));
    const taken = await apart(() => this.takeovers.count(row.id, 'taken'));
    const counts = { ...row.counts, written, taken };
    await this.work.end(task, state, { counts, writtenAt: this.clock.now() });
  }
}
