import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Policies } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import { Adoptions } from '../../adoptions';
import { ENGINE_VERSION } from '../../means-test';
import type { Recalculation } from '../recalculation.entity';
import { RecalculationsStore } from '../recalculations.store';

/** Orders the live files worked out again by the version that is in force; a job makes the proposals, and changes no file. */
@Injectable()
export class OrderRecalculation {
  constructor(
    private readonly store: RecalculationsStore,
    private readonly adoptions: Adoptions,
    private readonly policies: Policies,
    private readonly numbers: NumberSequence,
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `recalculation-not-in-force`, `recalculation-standing` */
  async execute(adoptionId: string): Promise<Recalculation> {
    const { userId } = this.transactions.actor;
    if (userId === null) throw forbidden('forbidden');
    const { state, packCode, districtCode } = await this.adoptions.get(adoptionId);
    if (state !== 'adopted' || this.policies.current(districtCode) !== this.policies.pack(packCode!))
      throw conflict('recalculation-not-in-force');
    await this.settleStanding(adoptionId);
    const id = newId();
    const row: Recalculation = {
      ...{ id, number: await this.numbers.nextNumber('RC'), districtCode, adoptionId, onDay: this.clock.today() },
      ...{ engineVersion: ENGINE_VERSION, state: 'waiting', doneCount: 0, totalCount: null, lastHouseholdId: null },
      jobRunId: await this.jobs.start('recalculate-households', districtCode, { recalculationId: id }),
      ...{ orderedBy: userId, orderedAt: this.clock.now(), finishedAt: null },
      ...{ endedBy: null, endedAt: null, endReason: null },
    };
    await this.store.insert(row);
    const subject = { subjectType: 'recalculation', subjectId: id, districtCode };
    await this.audit.changed({ action: 'recalculation.ordered', ...subject, fields: [packCode!, row.onDay] });
    return row;
  }

  /** One at a time; one whose job has died makes room. */
  private async settleStanding(adoptionId: string): Promise<void> {
    for (const { id, state, jobRunId, number } of await this.store.standing(adoptionId)) {
      const job = jobRunId === null ? null : await this.jobs.find(jobRunId);
      const alive = state === 'open' || state === 'closing' || (job !== null && job.state !== 'failed');
      if (alive) throw conflict('recalculation-standing', { number });
      await this.store.move(id, ['waiting', 'running'], { state: 'failed', endedAt: this.clock.now() });
    }
  }
}
