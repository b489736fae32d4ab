import { Injectable } from '@nestjs/common';

const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/**
 * Business time (design 8.9): deadlines, ages, periods. Sessions, leases, limits and the audit record use system time.
 * The offset is not zero only in demonstration and tests, where the clock is moved on purpose.
 */
@Injectable()
export class Clock {
  private offsetMilliseconds = 0;

  /** The business instant. */
  now(): Date {
    return new Date(Date.now() + this.offsetMilliseconds);
  }

  /** The civil date in Asia/Shanghai as YYYY-MM-DD. */
  today(): string {
    return shanghaiDay.format(this.now());
  }

  /** Moves business time so that it reads `instant` now and runs on from there. */
  set(instant: Date): void {
    this.offsetMilliseconds = instant.getTime() - Date.now();
  }

  /** Back to the real time. */
  reset(): void {
    this.offsetMilliseconds = 0;
  }

  /** Milliseconds that business time is ahead of system time; what the simulated-clock row stores. */
  get offset(): number {
    return this.offsetMilliseconds;
  }

  set offset(milliseconds: number) {
    this.offsetMilliseconds = milliseconds;
  }
}
