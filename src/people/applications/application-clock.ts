import { Injectable } from '@nestjs/common';
import { WorkCalendar } from '../../reference/calendar';
import type { Act, ActStep } from '../../reference/policies';
import type { Application } from './application.entity';
import type { ApplicationState } from './application.lifecycle';

type Dates = Pick<Application, 'acceptedAt' | 'publishedUntil' | 'level'>;

/** When the next step of an application is due, in working days by the act's clocks (R94, R100, B10, B22). */
@Injectable()
export class ApplicationClock {
  constructor(private readonly calendar: WorkCalendar) {}

  /** @param now when it came into the state; null: nobody of the administration is at turn */
  dueIn(state: ApplicationState, act: Act, dates: Dates, now: Date): Date | null {
    switch (state) {
      case 'filed':
        return this.after(now, act, 'accept');
      case 'accepted':
        return this.within(this.after(now, act, 'check'), act, dates);
      case 'checked':
        return this.within(this.after(now, act, 'decide'), act, dates);
      case 'published': {
        // The decision waits for the publication to end, even where that takes it beyond the whole time.
        const over = new Date(`${dates.publishedUntil}T15:59:59.999Z`);
        const due = this.within(this.after(over, act, 'decide'), act, dates);
        return due < over ? over : due;
      }
      case 'granted':
      case 'refused':
        return this.after(now, act, 'notify');
      default:
        return null;
    }
  }

  /** Until when the papers of an urgent grant have to be there (B24). */
  papersDue(act: Act, now: Date): Date {
    return this.after(now, act, 'papers');
  }

  /** Never later than the whole way, which is shorter where the township decides (B10). */
  private within(step: Date, act: Act, { acceptedAt, level }: Dates): Date {
    if (acceptedAt === null) return step;
    const short = level === 'township' && act.clocks.some((clock) => clock.step === 'delegated');
    const whole = this.after(acceptedAt, act, short ? 'delegated' : 'whole');
    return step < whole ? step : whole;
  }

  private after(from: Date, act: Act, step: ActStep): Date {
    const { workDays } = act.clocks.find((clock) => clock.step === step)!;
    return this.calendar.addWorkDays(from, workDays);
  }
}
