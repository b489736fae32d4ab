import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { AppError } from '../../platform/errors';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { StandingActors } from '../../trust/accounts';
import { Audit } from '../../trust/audit';
import type { Export } from './export.entity';
import { ExportsStore } from './exports.store';
import { CompileExport } from './use-cases/compile-export.use-case';
import { EndExport } from './use-cases/end-export.use-case';

/** The file that somebody ordered; done again after a crash it finds whether it was made. */
@Job('compile-export')
@Injectable()
export class CompileExportJob implements JobHandler {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: ExportsStore,
    private readonly actors: StandingActors,
    private readonly compiling: CompileExport,
    private readonly ending: EndExport,
    private readonly audit: Audit,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const id = String(job.data['exportId']);
    await job.progress(0, 1);
    const order = await this.transactions.runApart(job.actor, () => this.store.get(id));
    const actor = await this.actors.of(order.orderedBy, order.districtCode, 'export');
    if (!actor) {
      await this.transactions.runApart(job.actor, () => this.ending.end(order, 'post-ended'));
      return { rows: 0 };
    }
    try {
      const rows = await this.transactions.runApart(actor, () => this.compiling.execute(id));
      await job.progress(1, 1);
      return { rows };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // A refusal stays one, however often it is tried: the orderer reads why.
      await this.transactions.runApart(job.actor, () =>
        this.fail(order, error.details.fields?.[0]?.code ?? error.code),
      );
      return { rows: 0 };
    }
  }

  private async fail({ id, districtCode }: Export, failure: string): Promise<void> {
    const order = await this.store.get(id);
    if (order.state !== 'waiting') return;
    await this.store.update(order, { state: 'failed', failure });
    await this.audit.changed({ action: 'export.failed', subjectType: 'export', subjectId: id, districtCode });
  }
}
