import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { ClockMoves } from './clock-moves';
import { nextStep } from './clock-times';
import { ClocksStore } from './clocks.store';

/** The calendar moves a clock: it begins, comes into its next year, or has run out; several at once where it lies far back. */
@Injectable()
@DueHandler('clock-step')
export class StepClock implements DueItemHandler {
  constructor(
    private readonly store: ClocksStore,
    private readonly moves: ClockMoves,
    private readonly clock: Clock,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const today = this.clock.today();
    let clock = await this.store.get(subjectId);
    for (let step = nextStep(clock); step !== null && step.on <= today; step = nextStep(clock))
      clock = await this.moves.make(clock, step.move, step.move === 'run-out' ? { endedOn: step.on } : {});
  }
}
