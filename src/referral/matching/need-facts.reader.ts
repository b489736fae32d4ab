import { Injectable } from '@nestjs/common';
import { Assessments } from '../../people/assessments';
import { Cases } from '../../people/cases';
import { type Need, Needs } from '../../people/needs';
import { conflict, invalid } from '../../platform/errors';
import type { NeedToMeet, Urgency } from './matching.types';

/** The needs that a match is about, with the urgency of the household. */
@Injectable()
export class NeedFactsReader {
  constructor(
    private readonly needs: Needs,
    private readonly cases: Cases,
    private readonly assessments: Assessments,
  ) {}

  /**
   * @throws AppError 409 `match-without-needs`, `match-without-assessed-needs` where no scale speaks for what was
   *   confirmed (R18); 422 `need-not-matchable`, `need-not-assessed`
   */
  async read(householdId: string, wanted: readonly string[] | undefined): Promise<NeedToMeet[]> {
    const needs = await this.needsOf(householdId, wanted);
    const urgency = await this.urgencyOf(householdId);
    return needs.map((need) => needToMeet(need, urgency));
  }

  private async needsOf(householdId: string, wanted: readonly string[] | undefined): Promise<Need[]> {
    if (!wanted) {
      const confirmed = await this.needs.confirmed(householdId);
      if (confirmed.length > 0) return confirmed;
      const waiting = await this.needs.waitingForScale(householdId);
      throw conflict(waiting.length > 0 ? 'match-without-assessed-needs' : 'match-without-needs');
    }
    const own = await this.needs.answerable(householdId);
    const strange = wanted.findIndex((id) => !own.some((need) => need.id === id));
    if (strange < 0) return own.filter(({ id }) => wanted.includes(id));
    const waiting = await this.needs.waitingForScale(householdId);
    const code = waiting.some(({ id }) => id === wanted[strange]) ? 'need-not-assessed' : 'need-not-matchable';
    throw invalid([{ field: `needIds.${strange}`, code }]);
  }

  /** The newest triage (S16); without one an emergency case counts as red, anything else as green. */
  private async urgencyOf(householdId: string): Promise<Urgency> {
    const triage = await this.assessments.latest(householdId, 'S16');
    const open = await this.cases.openCase(householdId);
    return triage?.triage ?? (open?.emergency ? 'red' : 'green');
  }
}

const SEVERITIES: ReadonlyArray<NeedToMeet['severity']> = [0, 1, 2, 3];

const needToMeet = ({ id, code, severity, memberId }: Need, urgency: Urgency): NeedToMeet => ({
  ...{ id, code, memberId, urgency },
  severity: SEVERITIES[severity] ?? 3,
});
