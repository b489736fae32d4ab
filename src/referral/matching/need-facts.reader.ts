import { Injectable } from '@nestjs/common';
import { Assessments } from '../../people/assessments';
import { Cases } from '../../people/cases';
import { type Need, Needs, type NeedState } from '../../people/needs';
import { conflict, invalid } from '../../platform/errors';
import type { NeedToMeet, Urgency } from './matching.types';

/** States in which somebody may be looked for: the household has said yes, and it is not over. */
const MATCHABLE: readonly NeedState[] = ['confirmed', 'planned', 'served', 'reduced', 'same', 'worse'];

/** The needs that a match is about, with the urgency of the household. */
@Injectable()
export class NeedFactsReader {
  constructor(
    private readonly needs: Needs,
    private readonly cases: Cases,
    private readonly assessments: Assessments,
  ) {}

  /** @throws AppError 409 `match-without-needs`; 422 `need-not-matchable` */
  async read(householdId: string, wanted: readonly string[] | undefined): Promise<NeedToMeet[]> {
    const needs = await this.needsOf(householdId, wanted);
    const urgency = await this.urgencyOf(householdId);
    return needs.map((need) => needToMeet(need, urgency));
  }

  private async needsOf(householdId: string, wanted: readonly string[] | undefined): Promise<Need[]> {
    if (!wanted) {
      const confirmed = await this.needs.confirmed(householdId);
      if (confirmed.length === 0) throw conflict('match-without-needs');
      return confirmed;
    }
    const own = await this.needs.list(householdId, MATCHABLE);
    const strange = wanted.findIndex((id) => !own.some((need) => need.id === id));
    if (strange >= 0) throw invalid([{ field: `needIds.${strange}`, code: 'need-not-matchable' }]);
    return own.filter(({ id }) => wanted.includes(id));
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
