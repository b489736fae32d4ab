import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { SafeguardMoves } from './safeguard-moves';
import { SafeguardsStore } from './safeguards.store';

/** Nobody has reported in time (B30, B31): the centre sees it from now on, and the news goes out. */
@Injectable()
@DueHandler('mandatory-report')
export class ReportMissed implements DueItemHandler {
  constructor(
    private readonly store: SafeguardsStore,
    private readonly moves: SafeguardMoves,
    private readonly clock: Clock,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const row = await this.store.report(subjectId);
    if (row.state !== 'open' || row.missedAt) return;
    const missed = await this.store.updateReport(row, { missedAt: this.clock.now() });
    await this.moves.told('mandatory-report', 'missed', missed, ['missedAt']);
  }
}

/** The hour of a task has passed; a triage that somebody made who does not see the task counts all the same (S16). */
@Injectable()
@DueHandler('flag-task')
export class TaskMissed implements DueItemHandler {
  constructor(
    private readonly store: SafeguardsStore,
    private readonly moves: SafeguardMoves,
    private readonly clock: Clock,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const row = await this.store.task(subjectId);
    if (row.state !== 'open' || row.missedAt) return;
    const now = this.clock.now();
    if (row.kind === 'emergency-triage' && (await this.store.triagedSince(row.householdId, row.openedAt))) {
      await this.moves.task(row, 'done', { closedAt: now });
      return;
    }
    const missed = await this.store.updateTask(row, { missedAt: now });
    await this.moves.told('flag-task', 'missed', missed, ['missedAt']);
  }
}

export const safeguardHandlers = [ReportMissed, TaskMissed];
