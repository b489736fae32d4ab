import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time';
import { WorkCalendar } from '../../reference/calendar';
import { Policies, type Timer } from '../../reference/policies';
import type { OrderRules } from './queue-order';

/** What the base pack says; a version put in force before these rows existed has none of them. */
const DEFAULTS: Readonly<Record<string, Pick<Timer, 'unit' | 'value'>>> = {
  'waiting-list-red': { unit: 'days', value: 30 },
  'waiting-list-amber': { unit: 'days', value: 14 },
  'waiting-list-hold': { unit: 'workDays', value: 2 },
};
const IN_DAYS: Readonly<Record<Timer['unit'], number>> = { hours: 1 / 24, workDays: 1, days: 1, months: 30 };

/** Order and holds of a district's queues, from its policy pack (R97, design 4). */
@Injectable()
export class QueueRules {
  constructor(
    private readonly policies: Policies,
    private readonly calendar: WorkCalendar,
    private readonly clock: Clock,
  ) {}

  /** One point a day; urgency is a head start in days, so that both are of one kind and the bound can be read off. */
  order(districtCode: string): OrderRules {
    const days = (code: string): number => {
      const { unit, value } = this.timer(districtCode, code);
      return Math.round(value * IN_DAYS[unit]);
    };
    return { points: { red: days('waiting-list-red'), amber: days('waiting-list-amber'), green: 0 }, pointsADay: 1 };
  }

  /** Until when a place that is offered now is held. */
  holdUntil(districtCode: string): Date {
    const { unit, value } = this.timer(districtCode, 'waiting-list-hold');
    if (unit === 'workDays') return this.calendar.addWorkDays(this.clock.now(), value);
    return new Date(this.clock.now().getTime() + value * IN_DAYS[unit] * 86_400_000);
  }

  private timer(districtCode: string, code: string): Pick<Timer, 'unit' | 'value'> {
    const found = this.policies.current(districtCode).rules.timers.find((timer) => timer.code === code);
    return found ?? DEFAULTS[code]!;
  }
}
