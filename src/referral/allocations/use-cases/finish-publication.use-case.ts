import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { AllocationLinesStore } from '../allocation-lines.store';
import { Allocations } from '../allocations.service';
import { AllocationsStore } from '../allocations.store';
import { WaitingNeedsStore } from '../waiting-needs.store';
import { SettleWorking } from './settle-working.use-case';

/** The last act of a publication: older results give way. Lines that whoever published could not see wait for a colleague who can. */
@Injectable()
export class FinishPublication {
  constructor(
    private readonly store: AllocationsStore,
    private readonly allocations: Allocations,
    private readonly lines: AllocationLinesStore,
    private readonly waiting: WaitingNeedsStore,
    private readonly settling: SettleWorking,
    private readonly clock: Clock,
  ) {}

  /** Halts it instead when lines are left; who publishes again after being told so leaves them out. */
  async execute(id: string): Promise<void> {
    const row = await this.store.hold(id);
    if (row.state !== 'publishing') return;
    const pending = await this.lines.pendingNeeds(id);
    const waits = await this.waiting.stillWaiting(row.districtCode, pending);
    const changed = pending.filter((needId) => !waits.has(needId));
    await this.lines.leaveOutPending(id, changed, 'need-changed');
    if (waits.size > 0 && row.failure !== 'out-of-reach') return this.settling.end(id, 'out-of-reach');
    await this.lines.leaveOutPending(id, [...waits], 'not-in-reach');
    const published = await this.lines.published(id);
    const endedAt = this.clock.now();
    const counts = row.counts && { ...row.counts, ...published };
    await this.allocations.make(row, 'finish', { counts, endedAt, failure: null, step: null, percent: 100 });
    // Their market is that of before: what it shared out of the same offerings may be given away by now.
    for (const other of await this.store.rivals(row))
      await this.allocations.make(await this.store.hold(other.id), 'supersede', { endedAt });
  }
}
