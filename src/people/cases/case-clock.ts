import { Injectable } from '@nestjs/common';
import { DueItems } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { plusDays, WorkCalendar } from '../../reference/calendar';
import { Policies } from '../../reference/policies';

const hour = 3_600_000;

/** The pack's clocks of the tiers (R8, R54): when something that begins now has to be done. */
@Injectable()
export class CaseClock {
  constructor(
    private readonly policies: Policies,
    private readonly calendar: WorkCalendar,
    private readonly dueItems: DueItems,
    private readonly clock: Clock,
  ) {}

  /** Sets a deadline by one of the pack's clocks. */
  async start(kind: string, subjectId: string, districtCode: string, timerCode: string): Promise<void> {
    await this.dueItems.set({ kind, subjectId, dueAt: this.after(districtCode, timerCode), districtCode });
  }

  /** Takes the deadline back. */
  async stop(kind: string, subjectId: string): Promise<void> {
    await this.dueItems.cancel(kind, subjectId);
  }

  /** Hours run day and night, working days by the calendar (R100), days and months end with their last moment. */
  after(districtCode: string, timerCode: string): Date {
    const { unit, value } = this.policies.current(districtCode).timer(timerCode);
    const now = this.clock.now();
    if (unit === 'hours') return new Date(now.getTime() + value * hour);
    if (unit === 'workDays') return this.calendar.addWorkDays(now, value);
    const days = unit === 'days' ? value : value * 30;
    return new Date(`${plusDays(this.clock.today(), days)}T23:59:59.999+08:00`);
  }
}
