import { Injectable } from '@nestjs/common';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { FittingWork } from './fitting-work';
import { DecideFitting } from './use-cases/decide-fitting.use-case';

/** Takes back what was confirmed in one go, family by family, as far as nobody was told. */
@Job('undo-confirmation')
@Injectable()
export class UndoConfirmationJob implements JobHandler {
  constructor(
    private readonly work: FittingWork,
    private readonly deciding: DecideFitting,
  ) {}

  run(job: RunningJob): Promise<Record<string, unknown>> {
    return this.work.carryOut(job, (fitting) => this.deciding.undo(fitting));
  }
}
