import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { forbidden } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { WorkCalendar } from '../../../reference/calendar';
import type { Household } from '../../households';
import type { FlagTask, FlagTaskKind } from '../flag-task.entity';
import type { MandatoryReport } from '../mandatory-report.entity';
import { safeguardDue, SafeguardMoves } from '../safeguard-moves';
import { SafeguardsStore } from '../safeguards.store';

const hour = 3_600_000;
/** Hours within which an emergency triage follows a flag that asks for it (S16), and those of a report without a clock. */
const triageHours = 1;
const reportHours = 2;
/** Work days for the education desk (S15); our default. */
const educationDays = 3;

/** A raised flag, as far as this room asks. */
export interface FlagRaised {
  code: string;
  triage: 'red' | 'amber' | null;
  clockHours?: number | undefined;
  route?: string | undefined;
  mandatoryReport?: true | undefined;
  restricted?: true | undefined;
  startTriage?: true | undefined;
}
export interface FlaggedResult {
  household: Household;
  assessmentId: string;
  memberId: string | null;
  instrument: string;
  flags: readonly FlagRaised[];
}

/** Opens at once what the flags of a result ask for: the report of B30 and B31, the triage, the desk, the hours. */
@Injectable()
export class OpenSafeguards {
  constructor(
    private readonly store: SafeguardsStore,
    private readonly moves: SafeguardMoves,
    private readonly dueItems: DueItems,
    private readonly calendar: WorkCalendar,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async execute(result: FlaggedResult): Promise<void> {
    const demanding = result.flags.filter((flag) => flag.mandatoryReport);
    if (demanding.length > 0) await this.report(result, demanding);
    const [urgent] = result.flags.filter((flag) => flag.startTriage);
    if (urgent) await this.task(result, 'emergency-triage', urgent.code, this.in(triageHours));
    for (const { code, route, triage, clockHours } of result.flags) {
      if (route === 'education-desk')
        await this.task(result, 'education-desk', code, this.calendar.addWorkDays(this.clock.now(), educationDays));
      // A flag with a level of triage starts the clocks of contact and aid instead.
      if (triage === null && clockHours !== undefined) await this.task(result, 'clock', code, this.in(clockHours));
    }
  }

  private async report(result: FlaggedResult, flags: readonly FlagRaised[]): Promise<void> {
    const hours = Math.min(...flags.map(({ clockHours }) => clockHours ?? reportHours));
    const row: MandatoryReport = {
      ...this.head(result, this.in(hours)),
      ...{ flags: flags.map(({ code }) => code), state: 'open', authority: null, toldCiphertext: null },
      ...{ reportedBy: null, reportedAt: null, reasonCiphertext: null, withdrawnBy: null, withdrawnAt: null },
    };
    await this.store.insertReport(row);
    await this.moves.told('mandatory-report', 'opened', row, ['state', 'flags', 'dueAt']);
    await this.due(safeguardDue.report, row);
  }

  private async task(result: FlaggedResult, kind: FlagTaskKind, flag: string, dueAt: Date): Promise<void> {
    const restricted = result.flags.some((one) => one.restricted);
    const row: FlagTask = {
      ...this.head(result, dueAt),
      ...{ kind, flag, restricted, state: 'open', noteCiphertext: null, closedBy: null, closedAt: null },
    };
    await this.store.insertTask(row);
    await this.moves.told('flag-task', 'opened', row, ['state', 'kind', 'dueAt']);
    await this.due(safeguardDue.task, row);
  }

  private head({ household, assessmentId, memberId, instrument }: FlaggedResult, dueAt: Date) {
    const openedBy = this.transactions.actor.userId;
    if (openedBy === null) throw forbidden();
    const { id: householdId, districtCode, regionPath } = household;
    const openedAt = this.clock.now();
    return {
      ...{ id: newId(), householdId, districtCode, regionPath, memberId, assessmentId, instrument },
      ...{ openedBy, openedAt, dueAt, missedAt: null, version: 1 },
    };
  }

  private due(kind: string, { id: subjectId, dueAt, districtCode }: MandatoryReport | FlagTask): Promise<void> {
    return this.dueItems.set({ kind, subjectId, dueAt, districtCode });
  }

  private in(hours: number): Date {
    return new Date(this.clock.now().getTime() + hours * hour);
  }
}
