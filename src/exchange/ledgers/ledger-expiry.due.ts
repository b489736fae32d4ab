import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler, DueItems } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { plusDays } from '../../reference/calendar';
import { Audit } from '../../trust/audit';
import { LedgerImportsStore } from './ledger-imports.store';

const MOVING = ['checking', 'writing', 'undoing'];

/** The time of the uploaded rows is over: they are destroyed with their key; what became of them stays. */
@Injectable()
@DueHandler('ledger-expiry')
export class LedgerExpiry implements DueItemHandler {
  constructor(
    private readonly imports: LedgerImportsStore,
    private readonly dueItems: DueItems,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async handle({ subjectId, districtCode }: DueItem): Promise<void> {
    const row = await this.imports.get(subjectId);
    if (row.erasedAt !== null) return;
    if (MOVING.includes(row.state)) {
      const dueAt = new Date(`${plusDays(this.clock.today(), 1)}T23:59:59+08:00`);
      await this.dueItems.set({ kind: 'ledger-expiry', subjectId, districtCode, dueAt });
      return;
    }
    const unused = ['choosing', 'uploaded', 'checked'].includes(row.state);
    const erasedAt = this.clock.now();
    await this.imports.update(row, { erasedAt, unknownWords: [], ...(unused && { state: 'discarded' as const }) });
    await this.audit.changed({ action: 'ledger.erased', subjectType: 'ledger-import', subjectId, districtCode });
  }
}
