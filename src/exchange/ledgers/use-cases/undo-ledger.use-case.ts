import { Injectable } from '@nestjs/common';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { LedgerHouseholdRow } from '../ledger-household.entity';
import { LedgerHouseholdsStore } from '../ledger-households.store';
import { type LedgerTask, LedgerWork } from '../ledger-work';

const BATCH = 20;

/** Takes the files of an import away again, each as long as nobody has touched it since. */
@Injectable()
export class UndoLedger {
  constructor(
    private readonly households: LedgerHouseholdsStore,
    private readonly dueItems: DueItems,
    private readonly work: LedgerWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @returns false when it was cancelled: what is left can be undone later */
  async execute(task: LedgerTask): Promise<boolean> {
    const { row, job, apart } = task;
    const { written } = await apart(() => this.households.countBy(row.id));
    let done = 0;
    await job.progress(0, written);
    for (;;) {
      if (await job.cancelled()) {
        await this.end(task, 'stopped');
        return false;
      }
      const count = await apart(async () => {
        const batch = await this.households.standing(row.id, BATCH);
        for (const one of batch) await this.takeAway(one);
        return batch.length;
      });
      if (count === 0) break;
      done += count;
      await job.progress(done, written);
    }
    await this.end(task, 'undone');
    return true;
  }

  private async takeAway({ importId, householdId, districtCode, regionPath }: LedgerHouseholdRow): Promise<void> {
    const gone = await this.households.takeAway(importId, householdId);
    if (gone) await this.dueItems.cancel('ledger-review', householdId);
    else await this.households.leave(importId, householdId);
    const action = gone ? 'ledger.household-undone' : 'ledger.household-left';
    const subject = { subjectType: 'household', subjectId: householdId, householdId, districtCode, regionPath };
    await this.audit.changed({ action, ...subject });
  }

  private async end(task: LedgerTask, state: 'undone' | 'stopped'): Promise<void> {
    const { row, apart } = task;
    const counts = { ...row.counts, ...(await apart(() => this.households.countBy(row.id))) };
    await this.work.end(task, state, { counts, ...(state === 'undone' && { undoneAt: this.clock.now() }) });
  }
}
