import { Injectable } from '@nestjs/common';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { FittingWork } from './fitting-work';
import { DecideFitting } from './use-cases/decide-fitting.use-case';

/** Families that a person confirmed by what they have in common; after a crash it goes on behind the last one. */
@Job('confirm-proposals')
@Injectable()
export class ConfirmProposalsJob implements JobHandler {
  constructor(
    private readonly work: FittingWork,
    private readonly deciding: DecideFitting,
  ) {}

  run(job: RunningJob): Promise<Record<string, unknown>> {
    return this.work.carryOut(job, (fitting) => this.deciding.confirm(fitting));
  }
}
