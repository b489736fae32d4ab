import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { Needs } from '../../people/needs';
import type { Evidence, GoalLine } from './evidence';
import { attainedLevel, outlineOf, scaleChanges, timersOf } from './evidence-parts';
import { EvidenceStore } from './evidence.store';
import { attainment, goalAttainment } from './goal-attainment';
import { HiddenWords } from './hidden-words';

/** Reads the file once, as the worker who draws, and leaves only what an evaluator may know (C3, R21). */
@Injectable()
export class EvidenceCompiler {
  constructor(
    private readonly store: EvidenceStore,
    private readonly households: Households,
    private readonly needs: Needs,
    private readonly hidden: HiddenWords,
  ) {}

  /** @returns the evidence and the goal attainment T (I10), null without a judged goal */
  async of(referralId: string): Promise<{ evidence: Evidence; goalAttainment: number | null }> {
    const referral = await this.store.referral(referralId);
    const { householdId, memberId, planId } = referral;
    const facts = await this.households.facts(householdId);
    const goals = planId === null ? [] : await this.goals(planId, householdId);
    const evidence: Evidence = {
      needCode: referral.needCode,
      severity: referral.severity,
      outcome: referral.outcome,
      household: outlineOf(facts, memberId),
      confirmation: {
        confirmed: referral.confirmedAt !== null,
        mode: referral.confirmedMode,
        disputed: referral.disputed,
      },
      timers: timersOf(referral),
      deliveries: await this.store.deliveries(referralId),
      scales: scaleChanges(await this.store.scales(householdId), memberId),
      goals,
    };
    const judged = goals.flatMap(({ weight, x }) => (x === null ? [] : [{ weight, x }]));
    return { evidence, goalAttainment: goalAttainment(judged) };
  }

  private async goals(planId: string, householdId: string): Promise<GoalLine[]> {
    const lines: GoalLine[] = [];
    for (const { needId, goal, field, weight, baseline, expected } of await this.store.goals(planId)) {
      const attained = needId === null ? null : await this.attained(needId);
      const x = attainment(expected, attained);
      lines.push({ goal: await this.hidden.out(goal, householdId), field, weight, baseline, expected, attained, x });
    }
    return lines;
  }

  private async attained(needId: string): Promise<number | null> {
    return attainedLevel({ id: needId }, await this.needs.newest(needId));
  }
}
