import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/queue';
import type { Household } from '../households';
import { OpenSafeguards, SettleFlagTask } from '../safeguards';
import type { Assessment } from './assessment.entity';
import { TRIAGE } from './assessments.service';
import type { ScoreResult } from './score-result';
import { UrgentClocks } from './urgent-clocks';

/** What a result sets going at once: clocks, reports, tasks, news (S16, B30, B31). */
@Injectable()
export class ResultConsequences {
  constructor(
    private readonly clocks: UrgentClocks,
    private readonly safeguards: OpenSafeguards,
    private readonly tasks: SettleFlagTask,
    private readonly events: Events,
  ) {}

  async follow(draft: Assessment, household: Household, result: ScoreResult): Promise<void> {
    const { id: assessmentId, memberId, instrument } = draft;
    await this.clocks.start(draft, household.districtCode, result);
    await this.safeguards.execute({ household, assessmentId, memberId, instrument, flags: result.flags });
    if (instrument === TRIAGE) await this.tasks.triaged(household.id);
    await this.tell(draft, household, result);
  }

  /** News go to rooms and programs that are on no team: of a restricted flag they carry neither code nor level (B31). */
  private async tell(
    { id, version, instrument }: Assessment,
    household: Household,
    result: ScoreResult,
  ): Promise<void> {
    const restricted = result.flags.some((flag) => flag.restricted);
    const level = {
      severity: result.severity,
      triage: result.triage?.level ?? null,
      route: result.triage?.route ?? null,
    };
    await this.events.publish({
      type: 'assessment.completed',
      aggregateId: id,
      aggregateVersion: version + 1,
      householdId: household.id,
      districtCode: household.districtCode,
      data: restricted
        ? { instrument, severity: null, triage: null, flags: [], route: null }
        : { instrument, ...level, flags: result.flags.map((flag) => flag.code) },
    });
  }
}
