import { Injectable } from '@nestjs/common';
import { Needs } from '../../people/needs';
import type { PlanItem } from './plan-item.entity';

/** States of a need for which a plan is an answer. */
const WAITING: ReadonlySet<string> = new Set(['confirmed', 'reduced', 'same', 'worse']);

/** Tells needs that a plan answers them, or no longer does (A11). */
@Injectable()
export class PlannedNeeds {
  constructor(private readonly needs: Needs) {}

  /** Marks what the lines answer; a line that the household put off answers nothing. */
  async mark(items: readonly PlanItem[]): Promise<void> {
    for (const id of answeredNeeds(items)) {
      const need = await this.needs.newest(id);
      // A line from before that names a need which no scale speaks for (R18) leaves the need as it is.
      if (need.assessed && WAITING.has(need.state)) await this.needs.markPlanned(need.id);
    }
  }

  /** Needs of `before` that `after` does not answer any more wait again. */
  async release(before: readonly PlanItem[], after: readonly PlanItem[]): Promise<void> {
    const kept = new Set(answeredNeeds(after));
    for (const id of answeredNeeds(before)) {
      const need = await this.needs.newest(id);
      if (!kept.has(id) && need.state === 'planned') await this.needs.markUnplanned(need.id);
    }
  }
}

function answeredNeeds(items: readonly PlanItem[]): string[] {
  const answered = items.filter(({ choice }) => choice !== 'not-now');
  return [...new Set(answered.flatMap(({ needId }) => needId ?? []))];
}
