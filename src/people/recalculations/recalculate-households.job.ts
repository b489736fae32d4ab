import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { StandingActors } from '../../trust/accounts';
import { RecalculationsStore } from './recalculations.store';
import { EndRecalculation } from './use-cases/end-recalculation.use-case';
import { WorkOutFamilies } from './use-cases/work-out-families.use-case';

/** The batch that somebody ordered; done again after a crash it goes on behind the last family that was kept. */
@Job('recalculate-households')
@Injectable()
export class RecalculateHouseholdsJob implements JobHandler {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: RecalculationsStore,
    private readonly actors: StandingActors,
    private readonly work: WorkOutFamilies,
    private readonly ending: EndRecalculation,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const id = String(job.data['recalculationId']);
    const machine = job.actor;
    const { orderedBy, districtCode } = await this.transactions.runApart(machine, () => this.store.get(id));
    const actor = await this.actors.of(orderedBy, districtCode, 'recalculation');
    if (!actor) {
      await this.transactions.runApart(machine, () => this.ending.stop(id));
      return { families: 0 };
    }
    if (!(await this.transactions.runApart(actor, () => this.work.begin(id)))) return { families: 0 };
    const rules = await this.transactions.runApart(actor, () => this.work.rules(id));
    for (;;) {
      if (await job.cancelled()) return { families: 0 };
      const progress = await this.transactions.runApart(actor, () => this.work.execute(id, rules));
      if (progress === null) return { families: 0 };
      await job.progress(progress.done, progress.total);
      if (progress.over) return { families: progress.done };
    }
  }
}
