import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, stale } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import type { FlagTask } from '../flag-task.entity';
import { safeguardDue, SafeguardMoves } from '../safeguard-moves';
import { SafeguardsStore } from '../safeguards.store';
import { SafeguardWords } from '../sealed-words';

/** What a flag asked for was done, or is not needed for a stated reason. */
@Injectable()
export class SettleFlagTask {
  constructor(
    private readonly store: SafeguardsStore,
    private readonly moves: SafeguardMoves,
    private readonly words: SafeguardWords,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`, `flag-task-needs-triage` where only the triage itself counts; 412 */
  async done(id: string, version: number | null, note: string): Promise<FlagTask> {
    const row = await this.at(id, version);
    if (row.kind === 'emergency-triage' && row.state === 'open') throw conflict('flag-task-needs-triage');
    return this.close(row, 'done', note);
  }

  /** @throws AppError 404; 409 `move-not-allowed`; 412 */
  async waive(id: string, version: number | null, reason: string): Promise<FlagTask> {
    return this.close(await this.at(id, version), 'waive', reason);
  }

  /** The household was triaged (S16): what asked for it, as far as the actor sees it, is done. */
  async triaged(householdId: string): Promise<void> {
    for (const row of await this.store.openTasks(householdId, 'emergency-triage')) await this.close(row, 'done', null);
  }

  private async close(row: FlagTask, move: 'done' | 'waive', note: string | null): Promise<FlagTask> {
    const closed = await this.moves.task(row, move, {
      ...{ closedBy: this.transactions.actor.userId, closedAt: this.clock.now() },
      noteCiphertext: note === null ? null : await this.words.seal('note', row, note),
    });
    await this.dueItems.cancel(safeguardDue.task, row.id);
    return closed;
  }

  private async at(id: string, version: number | null): Promise<FlagTask> {
    const row = await this.store.task(id);
    if (row.version !== version) throw stale();
    return row;
  }
}
