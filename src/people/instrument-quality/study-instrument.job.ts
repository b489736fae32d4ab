import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { allows } from '../../trust/access';
import { StandingActors } from '../../trust/accounts';
import { InstrumentStudiesStore } from './instrument-studies.store';
import { EndStudy } from './use-cases/end-study.use-case';
import { StudyBatch } from './use-cases/study-batch.use-case';

/** The study that somebody ordered; done again after a crash it goes on behind the last file that was added. */
@Job('study-instrument')
@Injectable()
export class StudyInstrumentJob implements JobHandler {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: InstrumentStudiesStore,
    private readonly actors: StandingActors,
    private readonly batches: StudyBatch,
    private readonly ending: EndStudy,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const id = String(job.data['studyId']);
    const machine = job.actor;
    const { orderedBy, districtCode } = await this.transactions.runApart(machine, () => this.store.get(id));
    const found = await this.actors.of(orderedBy, districtCode, 'instrument-study');
    const actor = found && allows(found.roles, 'instrument-quality:measure') ? found : null;
    const fits = await this.transactions.runApart(machine, () => this.batches.fits(id));
    if (!actor || !fits) {
      await this.transactions.runApart(machine, () => this.ending.end(id, actor ? 'version-gone' : 'post-ended'));
      return { forms: 0 };
    }
    for (;;) {
      if (await job.cancelled()) return { forms: 0 };
      const progress = await this.transactions.runApart(actor, () => this.batches.execute(id));
      if (progress === null) return { forms: 0 };
      await job.progress(progress.done, progress.total);
      if (progress.over) return { forms: progress.done };
    }
  }
}
