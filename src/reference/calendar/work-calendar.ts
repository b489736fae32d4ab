import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors';
import { DataFileError, readDataFile } from '../data-files';
import { isWeekEnd, plusDays, workDaysProblems, workDaysSchema } from './work-days';
import type { WorkDays } from './work-days';

const shanghaiOffset = 8 * 3_600_000;
const hour = 3_600_000;

/**
 * Working days of China (R100). Counting follows the Civil Code, articles 201 to 203: the day something happens does
 * not count, and a period of days ends with the last moment of its last day, Asia/Shanghai (no summer time).
 * Publicity periods count calendar days and do not belong here.
 */
@Injectable()
export class WorkCalendar {
  private readonly data: WorkDays;
  private readonly years: ReadonlyMap<number, WorkDays['years'][number]>;

  constructor() {
    const file = join(__dirname, 'work-days.yaml');
    this.data = readDataFile(file, workDaysSchema);
    const problems = workDaysProblems(this.data);
    if (problems.length > 0) throw new DataFileError(file, problems);
    this.years = new Map(this.data.years.map((table) => [table.year, table]));
  }

  /**
   * @param date YYYY-MM-DD
   * @throws `calendar-year-not-loaded` (500): guessing a deadline would be worse than stopping
   */
  isWorkDay(date: string): boolean {
    const table = this.table(date);
    if (table.work.includes(date)) return true;
    if (table.off.some(({ from, to }) => date >= from && date <= to)) return false;
    return !isWeekEnd(date);
  }

  /** Whether the table of that year still waits for the State Council's notice. */
  isProvisional(date: string): boolean {
    return this.table(date).provisional;
  }

  /** The last moment of the nth working day after the day of `instant`; n = 0 is the end of that very day. */
  addWorkDays(instant: Date, days: number): Date {
    let date = civilDate(instant);
    for (let left = days; left > 0;) {
      date = plusDays(date, 1);
      if (this.isWorkDay(date)) left -= 1;
    }
    return new Date(midnight(plusDays(date, 1)).getTime() - 1);
  }

  /** `hours` of office time later: outside office hours the clock stands still. Emergencies use plain hours instead. */
  addWorkHours(instant: Date, hours: number): Date {
    let left = hours * hour;
    for (let date = civilDate(instant); ; date = plusDays(date, 1)) {
      if (!this.isWorkDay(date)) continue;
      const opens = midnight(date).getTime() + this.data.office.from * hour;
      const closes = midnight(date).getTime() + this.data.office.to * hour;
      const starts = Math.max(opens, instant.getTime());
      if (starts + left <= closes) return new Date(starts + left);
      left -= Math.max(0, closes - starts);
    }
  }

  /** Working days after `from` up to and including `to`, both YYYY-MM-DD; 0 when `to` is not later. */
  workDaysBetween(from: string, to: string): number {
    let count = 0;
    for (let date = plusDays(from, 1); date <= to; date = plusDays(date, 1)) if (this.isWorkDay(date)) count += 1;
    return count;
  }

  private table(date: string): WorkDays['years'][number] {
    const year = Number(date.slice(0, 4));
    const table = this.years.get(year);
    if (!table) throw new AppError('calendar-year-not-loaded', 500, { params: { year } });
    return table;
  }
}

function civilDate(instant: Date): string {
  return new Date(instant.getTime() + shanghaiOffset).toISOString().slice(0, 10);
}

function midnight(date: string): Date {
  return new Date(`${date}T00:00:00+08:00`);
}
