import { Injectable } from '@nestjs/common';
import { plusMonths } from '../../platform/time';
import { plusDays, WorkCalendar } from '../../reference/calendar';
import { Policies, type Timer } from '../../reference/policies';
import type { SupportFile } from './support-file.entity';

/** How long a re-assessment may take from the change on (B23). */
export const REASSESSMENT = 'tekun-reassessment';
const MOST_OFTEN = 'tekun-visit-fully';
const DAY_END = 'T23:59:59+08:00';

/** The timer of the pack by which a person is visited; whom nobody has assessed is visited as often as the weakest. */
export const rhythmCode = ({ form, careLevel }: Pick<SupportFile, 'form' | 'careLevel'>): string =>
  form === 'institution' ? 'tekun-visit-institution' : careLevel === null ? MOST_OFTEN : `tekun-visit-${careLevel}`;

/** How often a person in extreme difficulty is visited, and when the next visit is due. */
@Injectable()
export class VisitRhythm {
  constructor(
    private readonly policies: Policies,
    private readonly calendar: WorkCalendar,
  ) {}

  of(file: Pick<SupportFile, 'districtCode' | 'form' | 'careLevel'>): Timer {
    // A level that only a local pack knows has no rhythm of its own.
    return this.timer(file, rhythmCode(file)) ?? this.require(file, MOST_OFTEN);
  }

  /** As the pack says it; a version that was adopted before there were such files goes by the base. */
  require(file: Pick<SupportFile, 'districtCode'>, code: string): Timer {
    return this.timer(file, code) ?? this.policies.pack('base').timer(code);
  }

  private timer({ districtCode }: Pick<SupportFile, 'districtCode'>, code: string): Timer | undefined {
    return this.policies.current(districtCode).rules.timers.find((timer) => timer.code === code);
  }

  /** @param metOn the last day on which somebody met the person */
  next(metOn: string, file: Pick<SupportFile, 'districtCode' | 'form' | 'careLevel'>): string {
    const { unit, value } = this.of(file);
    if (unit === 'months') return plusMonths(metOn, value);
    if (unit === 'workDays') return dayOf(this.calendar.addWorkDays(new Date(`${metOn}${DAY_END}`), value));
    return plusDays(metOn, unit === 'hours' ? Math.ceil(value / 24) : value);
  }
}

/** The civil date in Asia/Shanghai. */
const dayOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
