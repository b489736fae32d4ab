import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { plusDays } from '../../../reference/calendar';
import { ClockMoves } from '../clock-moves';
import { ClocksStore } from '../clocks.store';
import type { EndClock, PauseClock, ResumeClock } from '../dto/clock.dto';
import type { HouseholdClock } from '../household-clock.entity';

/** What people do with a clock that runs: let a wait stand still (R38), go on, end it early (R43, R85). */
@Injectable()
export class MoveClock {
  constructor(
    private readonly store: ClocksStore,
    private readonly moves: ClockMoves,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `clock-not-pausable` for cash and support, `move-not-allowed`; 422 a wrong day */
  async pause(id: string, { on, reason }: PauseClock): Promise<HouseholdClock> {
    const clock = await this.store.get(id);
    if (clock.kind !== 'waiting') throw conflict('clock-not-pausable', { kind: clock.kind });
    const from = this.day('on', on, lastDayOf(clock));
    return this.moves.make(clock, 'pause', { pauses: [...clock.pauses, { from, until: null }] }, reason);
  }

  /** @param on the first day that counts again; today when left out. @throws as `pause` */
  async resume(id: string, { on }: ResumeClock): Promise<HouseholdClock> {
    const clock = await this.store.get(id);
    if (clock.kind !== 'waiting') throw conflict('clock-not-pausable', { kind: clock.kind });
    const open = clock.pauses.at(-1);
    const day = this.day('on', on, open?.from ?? clock.startedOn);
    const pauses = clock.pauses.slice(0, -1);
    // Going on the day it stopped: it has not stood still at all.
    const closed = open && day > open.from ? [{ from: open.from, until: plusDays(day, -1) }] : [];
    return this.moves.make(clock, 'resume', { pauses: [...pauses, ...closed] });
  }

  /** @throws AppError 409 `move-not-allowed`; 422 a wrong day */
  async end(id: string, { on, reason }: EndClock): Promise<HouseholdClock> {
    const clock = await this.store.get(id);
    return this.moves.make(clock, 'end-early', { endedOn: this.day('on', on, clock.startedOn) }, reason);
  }

  private day(field: string, on: string | undefined, notBefore: string): string {
    const today = this.clock.today();
    const day = on ?? today;
    if (day > today) throw invalid([{ field, code: 'day-ahead' }]);
    if (day < notBefore) throw invalid([{ field, code: 'day-before-start' }]);
    return day;
  }
}

/** The day of its start, or the last one on which it stood still. */
const lastDayOf = ({ startedOn, pauses }: HouseholdClock): string => pauses.at(-1)?.until ?? startedOn;
