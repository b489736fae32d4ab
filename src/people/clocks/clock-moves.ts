import { Injectable } from '@nestjs/common';
import { type Lifecycle, Lifecycles } from '../../platform/lifecycle';
import { DueItems, Events } from '../../platform/queue';
import { Audit, diffOf } from '../../trust/audit';
import type { ClockKind } from './clock-line';
import { nextStep } from './clock-times';
import { ClocksStore } from './clocks.store';
import type { ClockState, HouseholdClock } from './household-clock.entity';
import { supportLifecycle } from './support.lifecycle';
import { taperLifecycle } from './taper.lifecycle';
import { waitingLifecycle } from './waiting.lifecycle';

export const CLOCK_STEP = 'clock-step';
export type ClockMove = 'begin' | 'pause' | 'resume' | 'run-out' | 'second-year' | 'third-year' | 'end-early';

/** Each kind of clock has a life cycle of its own (A11). */
export const lifecycleOf = (kind: ClockKind): Lifecycle<ClockState, ClockMove> =>
  ({ taper: taperLifecycle, waiting: waitingLifecycle, support: supportLifecycle })[kind] as never;

/** One move of one clock with all that belongs to it: row, log, record, the next day on which the calendar moves it. */
@Injectable()
export class ClockMoves {
  constructor(
    private readonly store: ClocksStore,
    private readonly lifecycles: Lifecycles,
    private readonly dueItems: DueItems,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** A clock that has just been written. */
  async started(clock: HouseholdClock): Promise<void> {
    await this.audit.changed({ action: 'clock.started', ...subjectOf(clock), changes: diffOf(null, clock) });
    await this.planNext(clock);
  }

  /** @throws AppError 409 `move-not-allowed`; 412 when someone else was first */
  async make(
    clock: HouseholdClock,
    move: ClockMove,
    changes: Partial<HouseholdClock> = {},
    reason?: string,
  ): Promise<HouseholdClock> {
    const { id: subjectId, householdId, districtCode, regionPath, kind, state: from } = clock;
    const place = { subjectId, householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({ lifecycle: lifecycleOf(kind), ...place, from, move, reason });
    const moved = await this.store.update(clock, { ...changes, state });
    await this.audit.changed({ action: `clock.${move}`, ...subjectOf(clock), changes: diffOf(clock, moved) });
    await this.planNext(moved);
    if (moved.endedOn !== null) await this.tell(moved);
    return moved;
  }

  private async planNext(clock: HouseholdClock): Promise<void> {
    const step = nextStep(clock);
    const { id: subjectId, districtCode } = clock;
    if (step === null) return this.dueItems.cancel(CLOCK_STEP, subjectId);
    const dueAt = new Date(`${step.on}T00:00:00+08:00`);
    await this.dueItems.set({ kind: CLOCK_STEP, subjectId, districtCode, dueAt });
  }

  /** The notice of the end (R85) begins here. */
  private async tell({ id, version, householdId, districtCode, kind, state }: HouseholdClock): Promise<void> {
    const aggregate = { aggregateId: id, aggregateVersion: version, householdId, districtCode };
    await this.events.publish({ type: 'clock.ended', ...aggregate, data: { kind, state } });
  }
}

const subjectOf = ({ id, householdId, districtCode, regionPath }: HouseholdClock) => ({
  ...{ subjectType: 'clock', subjectId: id, householdId, districtCode, regionPath },
});
