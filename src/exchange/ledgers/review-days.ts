import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors';
import { Clock, plusMonths } from '../../platform/time';
import { plusDays, WorkCalendar } from '../../reference/calendar';
import { Policies } from '../../reference/policies';
import type { PlacedHousehold } from './ledger-planner';

type Circle = 'C1' | 'C2' | 'C3' | 'C4';
const isCircle = (text: string): text is Circle => /^C[1-4]$/.test(text);
const CORE = ['dibao', 'tekun', 'orphan', 'unattended-child'];

/** The circle that a ledger tells of a household: as written, else by what it draws (R27); nobody has confirmed it. */
export function reportedCircle({ household: { people } }: Pick<PlacedHousehold, 'household'>): Circle | null {
  const written = people.map(({ circle }) => circle ?? '').find(isCircle);
  if (written) return written;
  const benefits = new Set(people.flatMap((person) => person.benefits));
  if (CORE.some((code) => benefits.has(code))) return 'C1';
  return benefits.has('dibao-marginal') ? 'C2' : null;
}

/** Spreads the first reviews of a ledger over the working days until each circle has to be looked at again (R30). */
@Injectable()
export class ReviewDays {
  constructor(
    private readonly policies: Policies,
    private readonly calendar: WorkCalendar,
    private readonly clock: Clock,
  ) {}

  /**
   * As many a day as on any other, in an order that has nothing to do with the file's.
   * @returns YYYY-MM-DD by household key
   */
  spread(districtCode: string, households: readonly PlacedHousehold[]): Map<string, string> {
    const months = this.policies.current(districtCode).rules.circles.recheckMonths;
    const groups = new Map<number, PlacedHousehold[]>();
    for (const one of households) {
      const circle = reportedCircle(one);
      // Nobody knows yet whose income is stable: such a household comes with the earliest.
      const within = circle === null ? months.unstable : months[circle];
      groups.set(within, [...(groups.get(within) ?? []), one]);
    }
    const spread = new Map<string, string>();
    for (const [within, group] of groups) {
      const days = this.workDays(within);
      const order = [...group].sort((one, other) => one.keyIndex.compare(other.keyIndex));
      order.forEach(({ household }, at) => {
        spread.set(household.key, days[Math.floor((at * days.length) / order.length)]!);
      });
    }
    return spread;
  }

  /** Working days from tomorrow to the day `months` from now, as far as the calendar is known. */
  private workDays(months: number): string[] {
    const last = plusMonths(this.clock.today(), months);
    const days: string[] = [];
    try {
      for (let day = plusDays(this.clock.today(), 1); day <= last; day = plusDays(day, 1)) {
        if (this.calendar.isWorkDay(day)) days.push(day);
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'calendar-year-not-loaded' || days.length === 0) throw error;
    }
    return days;
  }
}
