import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { StandingActors } from '../../trust/accounts';
import { SimulationsStore } from './simulations.store';
import { EndSimulation } from './use-cases/end-simulation.use-case';
import { SimulateBatch } from './use-cases/simulate-batch.use-case';

/** The simulation that somebody ordered; done again after a crash it goes on behind the last family that was kept. */
@Job('simulate-pack')
@Injectable()
export class SimulatePackJob implements JobHandler {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: SimulationsStore,
    private readonly actors: StandingActors,
    private readonly batches: SimulateBatch,
    private readonly ending: EndSimulation,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const id = String(job.data['simulationId']);
    const machine = job.actor;
    const { orderedBy, districtCode } = await this.transactions.runApart(machine, () => this.store.get(id));
    const actor = await this.actors.of(orderedBy, districtCode, 'simulation');
    if (!actor) {
      await this.transactions.runApart(machine, () => this.ending.end(id, 'post-ended'));
      return { families: 0 };
    }
    if (!(await this.transactions.runApart(actor, () => this.batches.begin(id)))) return { families: 0 };
    const sides = await this.transactions.runApart(actor, () => this.batches.sides(id));
    for (;;) {
      if (await job.cancelled()) return { families: 0 };
      const progress = await this.transactions.runApart(actor, () => this.batches.execute(id, sides));
      if (progress === null) return { families: 0 };
      await job.progress(progress.done, progress.total);
      if (progress.over) return { families: progress.done };
    }
  }
}
