import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { AllocationLinesStore } from '../allocation-lines.store';
import { Allocations } from '../allocations.service';
import { AllocationsStore } from '../allocations.store';

/** The last act of a publication: lines that whoever published could not see are left out, and older results give way. */
@Injectable()
export class FinishPublication {
  constructor(
    private readonly store: AllocationsStore,
    private readonly allocations: Allocations,
    private readonly lines: AllocationLinesStore,
    private readonly clock: Clock,
  ) {}

  async execute(id: string): Promise<void> {
    const row = await this.store.hold(id);
    if (row.state !== 'publishing') return;
    await this.lines.leaveOutPending(id, 'not-in-reach');
    const published = await this.lines.published(id);
    const endedAt = this.clock.now();
    const counts = row.counts && { ...row.counts, ...published };
    await this.allocations.make(row, 'finish', { counts, endedAt, step: null, percent: 100 });
    // Their market is that of before: what it shared out may be given away by now.
    for (const other of await this.store.open(row))
      await this.allocations.make(await this.store.hold(other.id), 'supersede', { endedAt });
  }
}
