import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { releaseFields, type Unreleased } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { HouseholdLevels, Households } from '../households';
import {
  type FlagTaskView,
  flagTaskView,
  type MandatoryReportLine,
  mandatoryReportLine,
  type MandatoryReportView,
  mandatoryReportView,
} from './dto/safeguard.view';
import type { FlagTask } from './flag-task.entity';
import { flagTaskLifecycle } from './flag-task.lifecycle';
import type { MandatoryReport } from './mandatory-report.entity';
import { mandatoryReportLifecycle } from './mandatory-report.lifecycle';
import { SafeguardWords, type Told } from './sealed-words';

const iso = (at: Date | null) => at?.toISOString() ?? null;
type Row = MandatoryReport | FlagTask;

/** Reports and tasks as the reader may see them (C3). Who is not on the team has no row to look at. */
@Injectable()
export class SafeguardViews {
  constructor(
    private readonly words: SafeguardWords,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async reports(rows: readonly MandatoryReport[]): Promise<MandatoryReportLine[]> {
    const names = await this.labels(rows);
    const levels = await this.levels.ofAll(rows.map(({ householdId }) => householdId));
    return rows.map((row) =>
      releaseFields(mandatoryReportLine, this.reportHead(row, names), levels.get(row.householdId)!),
    );
  }

  async report(row: MandatoryReport): Promise<MandatoryReportView> {
    const people = await this.people([row.openedBy, row.reportedBy, row.withdrawnBy]);
    const told = await this.words.open('told', row, row.toldCiphertext);
    const { reference, words } = told ? (JSON.parse(told) as Told) : { reference: null, words: null };
    const view: Unreleased<MandatoryReportView> = {
      ...this.reportHead(row, await this.labels([row])),
      ...{ openedByName: people(row.openedBy), authority: row.authority, reportedByName: people(row.reportedBy) },
      ...{ reportedAt: iso(row.reportedAt), reference, words, withdrawnByName: people(row.withdrawnBy) },
      ...{ withdrawnAt: iso(row.withdrawnAt), reason: await this.words.open('reason', row, row.reasonCiphertext) },
      moves: mandatoryReportLifecycle
        .allowed(row.state, this.transactions.actor.roles)
        .filter((move) => move !== 'withdraw' || row.openedBy !== this.transactions.actor.userId),
    };
    return releaseFields(mandatoryReportView, view, await this.levels.of(row.householdId));
  }

  async tasks(rows: readonly FlagTask[]): Promise<FlagTaskView[]> {
    const names = await this.labels(rows);
    const levels = await this.levels.ofAll(rows.map(({ householdId }) => householdId));
    const people = await this.people(rows.map(({ closedBy }) => closedBy));
    const views: FlagTaskView[] = [];
    for (const row of rows) {
      const { kind, flag, restricted, state, version } = row;
      const moves = flagTaskLifecycle.allowed(state, this.transactions.actor.roles);
      const view: Unreleased<FlagTaskView> = {
        ...{ ...this.place(row, 'flag-tasks', names), kind, flag, restricted, state, ...this.times(row) },
        note: await this.words.open('note', row, row.noteCiphertext),
        ...{ closedByName: people(row.closedBy), closedAt: iso(row.closedAt), version },
        // Only the triage itself ends what asks for one.
        moves: moves.filter((move) => move !== 'done' || kind !== 'emergency-triage'),
      };
      views.push(releaseFields(flagTaskView, view, levels.get(row.householdId)!));
    }
    return views;
  }

  async task(row: FlagTask): Promise<FlagTaskView> {
    return (await this.tasks([row]))[0]!;
  }

  private reportHead(row: MandatoryReport, names: Labels): Unreleased<MandatoryReportLine> {
    const { flags, state, version } = row;
    return { ...this.place(row, 'mandatory-reports', names), flags, state, ...this.times(row), version };
  }

  private place({ id, householdId, memberId, assessmentId, instrument }: Row, path: string, names: Labels) {
    const file = names.files.get(householdId);
    return {
      ...{ id, self: `/api/v1/${path}/${id}`, householdId, householdNumber: file?.number ?? '' },
      ...{ householdName: file?.displayName ?? '', memberId, assessmentId, instrument },
      memberName: (memberId && names.members.get(memberId)) ?? null,
    };
  }

  private times({ openedAt, dueAt, missedAt, state }: Row) {
    const overdue = state === 'open' && dueAt < this.clock.now();
    return { openedAt: openedAt.toISOString(), dueAt: dueAt.toISOString(), missedAt: iso(missedAt), overdue };
  }

  private async labels(rows: readonly Row[]): Promise<Labels> {
    const ids = rows.map(({ householdId }) => householdId);
    return { files: await this.households.labelsOf(ids), members: await this.households.memberNamesOf(ids) };
  }

  private async people(ids: ReadonlyArray<string | null>): Promise<(id: string | null) => string | null> {
    const names = await this.accounts.names([...new Set(ids.filter((id) => id !== null))]);
    return (id) => id && (names.get(id) ?? null);
  }
}

interface Labels {
  files: ReadonlyMap<string, { number: string; displayName: string }>;
  members: ReadonlyMap<string, string | null>;
}
