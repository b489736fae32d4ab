import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { invalid, stale } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import type { ReportHarm } from '../dto/safeguard.dto';
import type { MandatoryReport } from '../mandatory-report.entity';
import { safeguardDue, SafeguardMoves } from '../safeguard-moves';
import { SafeguardsStore } from '../safeguards.store';
import { SafeguardWords, type Told } from '../sealed-words';

/** Somebody has told the authority (B30, B31), or a second person takes the task back with a reason. */
@Injectable()
export class SettleReport {
  constructor(
    private readonly store: SafeguardsStore,
    private readonly moves: SafeguardMoves,
    private readonly words: SafeguardWords,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`; 412; 422 a time to come or before the flag */
  async report(id: string, version: number | null, { authority, at, ...rest }: ReportHarm): Promise<MandatoryReport> {
    const row = await this.at(id, version);
    const told: Told = { reference: rest.reference ?? null, words: rest.words ?? null };
    const now = this.clock.now();
    const reportedAt = at === undefined ? now : new Date(at);
    if (reportedAt > now) throw invalid([{ field: 'at', code: 'date-in-future' }]);
    if (authority === 'other' && told.words === null)
      throw invalid([{ field: 'words', code: 'mandatory-report-whom' }]);
    const toldCiphertext = await this.words.seal('told', row, JSON.stringify(told));
    const changes = { authority, reportedAt, reportedBy: this.transactions.actor.userId, toldCiphertext };
    const moved = await this.moves.report(row, 'report', changes);
    await this.dueItems.cancel(safeguardDue.report, id);
    return moved;
  }

  /** @throws AppError 404; 409 `move-not-allowed`, `mandatory-report-own-withdrawal`; 412 */
  async withdraw(id: string, version: number | null, reason: string): Promise<MandatoryReport> {
    const row = await this.at(id, version);
    const { userId } = this.transactions.actor;
    const reasonCiphertext = await this.words.seal('reason', row, reason);
    const changes = { withdrawnBy: userId, withdrawnAt: this.clock.now(), reasonCiphertext };
    const moved = await this.moves.report(row, 'withdraw', changes, { ownOpening: row.openedBy === userId });
    await this.dueItems.cancel(safeguardDue.report, id);
    return moved;
  }

  private async at(id: string, version: number | null): Promise<MandatoryReport> {
    const row = await this.store.report(id);
    if (row.version !== version) throw stale();
    return row;
  }
}
