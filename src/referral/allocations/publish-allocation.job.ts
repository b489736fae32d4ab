import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { AllocationsStore } from './allocations.store';
import { StandingSharers } from './standing-sharers';
import { FinishPublication } from './use-cases/finish-publication.use-case';
import { PublishHousehold } from './use-cases/publish-household.use-case';
import { SettleWorking } from './use-cases/settle-working.use-case';

/**
 * Drafts the referrals of an allocation that a person has published, household by household; done again after a crash it goes on
 * with those that have lines left. Nobody is asked before a worker has looked at the draft and the household has agreed (R98).
 */
@Job('publish-allocation')
@Injectable()
export class PublishAllocationJob implements JobHandler {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: AllocationsStore,
    private readonly sharers: StandingSharers,
    private readonly publishing: PublishHousehold,
    private readonly finishing: FinishPublication,
    private readonly settling: SettleWorking,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const id = String(job.data['allocationId']);
    const apart = <T>(work: () => Promise<T>, actor: Actor = job.actor) => this.transactions.runApart(actor, work);
    const row = await apart(() => this.store.get(id));
    if (row.state !== 'publishing' || row.publishedBy === null) return { households: 0 };
    const actor = await this.sharers.of(row.publishedBy, row.districtCode);
    if (!actor) {
      await apart(() => this.settling.end(id, 'post-ended'));
      return { households: 0 };
    }
    const households = await apart(() => this.publishing.households(id), actor);
    for (const [place, householdId] of households.entries()) {
      // Nobody stops a publication; a run that another worker has taken over ends here.
      if (await job.cancelled()) return { households: place };
      await apart(() => this.publishing.execute(row, householdId), actor);
      await this.tell(job, id, Math.floor((100 * place) / households.length));
    }
    await apart(() => this.finishing.execute(id));
    return { households: households.length };
  }

  private async tell(job: RunningJob, id: string, percent: number): Promise<void> {
    await job.progress(percent, 100);
    await this.transactions.runApart(job.actor, () => this.store.progress(id, 'publish', percent));
  }
}
