import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import type { Allocation } from './allocation.entity';
import { AllocationFilesStore } from './allocation-files.store';
import { Allocations } from './allocations.service';
import { AllocationsStore } from './allocations.store';
import { RoundRefused, SolverThread } from './solver-thread';
import { StandingSharers } from './standing-sharers';
import { MOST_CHOICES } from './stored-market';
import { GatherMarket } from './use-cases/gather-market.use-case';
import { KeepRound } from './use-cases/keep-round.use-case';
import { SettleWorking } from './use-cases/settle-working.use-case';

/** How far each step of the solver is; a step that comes again does not go back. */
const PERCENT: Readonly<Record<string, number>> = {
  ...{ budgets: 45, auction: 50, repair: 55, improve: 60, floors: 75, bound: 85, verify: 95 },
};
const GATHERED = 40;

type GatherFailure = 'nothing-to-share' | 'too-many-choices';

/**
 * One round of an allocation. Done again after a crash it begins from the stored market, or gathers it anew; what it comes to is
 * kept in one transaction, so nothing is ever half there.
 */
@Job('solve-allocation')
@Injectable()
export class SolveAllocationJob implements JobHandler {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: AllocationsStore,
    private readonly files: AllocationFilesStore,
    private readonly allocations: Allocations,
    private readonly sharers: StandingSharers,
    private readonly gathering: GatherMarket,
    private readonly rounds: KeepRound,
    private readonly solver: SolverThread,
    private readonly settling: SettleWorking,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const id = String(job.data['allocationId']);
    const apart = <T>(work: () => Promise<T>, actor: Actor = job.actor) => this.transactions.runApart(actor, work);
    const row = await apart(() => this.begin(id));
    if (!row) return { needs: 0 };
    const fail = (failure: NonNullable<Allocation['failure']>) =>
      apart(() => this.settling.end(id, failure)).then(() => ({ needs: 0 }));
    if (!(await apart(() => this.files.read(id, 'market')))) {
      const actor = await this.sharers.of(row.orderedBy, row.districtCode);
      if (!actor) return fail('post-ended');
      const gathered = await this.gather(job, id, actor);
      if (gathered === null) return { needs: 0 };
      if (gathered !== 'gathered') return fail(gathered);
    }
    const input = await apart(() => this.rounds.input(id));
    const advance = { percent: GATHERED };
    const onStep = async (step: string) => {
      advance.percent = Math.max(advance.percent, PERCENT[step] ?? 0);
      await this.tell(job, id, step, advance.percent);
    };
    try {
      const result = await this.solver.solve(input, () => job.cancelled(), onStep);
      if (result === null) return { needs: 0 };
      const kept = await apart(() => this.rounds.execute(row, input.content, result));
      if (!kept && result.flaws > 0) return await fail('certificate-refused');
      return { needs: result.needs.length };
    } catch (error) {
      if (error instanceof RoundRefused) return fail('pins-too-many');
      throw error;
    }
  }

  /** Null when it was stopped before. */
  private async begin(id: string): Promise<Allocation | null> {
    const row = await this.store.hold(id);
    if (row.state === 'solving') return row;
    return row.state === 'queued' ? this.allocations.make(row, 'start') : null;
  }

  /** Null when it was stopped. */
  private async gather(job: RunningJob, id: string, actor: Actor): Promise<'gathered' | GatherFailure | null> {
    const gathering = await this.transactions.runApart(actor, () => this.gathering.begin(id));
    const { length } = gathering.households;
    for (let from = 0; from < length;) {
      if (await job.cancelled()) return null;
      from += await this.transactions.runApart(actor, () => this.gathering.execute(gathering, from));
      if (gathering.builder.size.choices > MOST_CHOICES) return 'too-many-choices';
      await this.tell(job, id, 'gather', Math.floor((GATHERED * Math.min(from, length)) / length));
    }
    if (await job.cancelled()) return null;
    const some = await this.transactions.runApart(job.actor, () => this.gathering.finish(gathering));
    return some ? 'gathered' : 'nothing-to-share';
  }

  private async tell(job: RunningJob, id: string, step: string, percent: number): Promise<void> {
    await job.progress(percent, 100);
    await this.transactions.runApart(job.actor, () => this.store.progress(id, step, percent));
  }
}
