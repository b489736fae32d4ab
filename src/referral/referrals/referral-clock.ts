import { Injectable } from '@nestjs/common';
import { DueItems } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { plusDays, WorkCalendar } from '../../reference/calendar';
import { Policies } from '../../reference/policies';
import type { Referral, ReferralTask } from './referral.entity';

/** Working days in which the owner is to do what waits for them. */
const TASK_DAYS = 2;

/** When silence ends (design 3): the answer clock, the reminder half-way, the owner's tasks; working days (R100). */
@Injectable()
export class ReferralClock {
  constructor(
    private readonly dueItems: DueItems,
    private readonly policies: Policies,
    private readonly calendar: WorkCalendar,
    private readonly clock: Clock,
  ) {}

  /** The last moment for an answer to what is sent now; the pack's timer unless `workDays` is given. */
  answerDueAt(districtCode: string, workDays?: number): Date {
    return workDays === undefined
      ? this.after(districtCode, 'referral-answer')
      : this.calendar.addWorkDays(this.clock.now(), workDays);
  }

  /** Starts the answer clock. */
  async waitForAnswer({ id: subjectId, districtCode }: Referral, dueAt: Date): Promise<void> {
    await this.dueItems.set({ kind: 'referral-answer', subjectId, dueAt, districtCode });
    const now = this.clock.now();
    const half = new Date(now.getTime() + (dueAt.getTime() - now.getTime()) / 2);
    const reminder = this.after(districtCode, 'referral-answer-reminder');
    await this.dueItems.set({
      kind: 'referral-answer-reminder',
      subjectId,
      dueAt: reminder < dueAt ? reminder : half,
      districtCode,
    });
  }

  /** An answer has come, or none is wanted any more. */
  async stopWaiting(id: string): Promise<void> {
    await this.dueItems.cancel('referral-answer', id);
    await this.dueItems.cancel('referral-answer-reminder', id);
  }

  /** The columns of a task for the owner, and its deadline as a row of its own. */
  async task(
    { id, districtCode }: Pick<Referral, 'id' | 'districtCode'>,
    task: ReferralTask,
  ): Promise<Pick<Referral, 'task' | 'taskDueAt'>> {
    const taskDueAt =
      task === 'ask-household'
        ? this.after(districtCode, 'delivery-confirmation')
        : this.calendar.addWorkDays(this.clock.now(), TASK_DAYS);
    await this.dueItems.set({ kind: 'referral-task', subjectId: id, dueAt: taskDueAt, districtCode });
    return { task, taskDueAt };
  }

  /** The columns of a referral whose task is done. */
  async noTask({ id }: Pick<Referral, 'id'>): Promise<{ task: null; taskDueAt: null }> {
    await this.dueItems.cancel('referral-task', id);
    return { task: null, taskDueAt: null };
  }

  /** Hours run day and night, working days by the calendar, days and months end with their last moment. */
  private after(districtCode: string, timerCode: string): Date {
    const { unit, value } = this.policies.current(districtCode).timer(timerCode);
    if (unit === 'hours') return new Date(this.clock.now().getTime() + value * 3_600_000);
    if (unit === 'workDays') return this.calendar.addWorkDays(this.clock.now(), value);
    return new Date(`${plusDays(this.clock.today(), unit === 'days' ? value : value * 30)}T23:59:59.999+08:00`);
  }
}
