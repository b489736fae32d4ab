import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { forbidden, invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Events } from '../../../platform/queue';
import { ageOn, Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type Household, Households } from '../../households';
import { FindNeeds, type Need } from '../../needs';
import type { Assessment } from '../assessment.entity';
import { assessmentLifecycle } from '../assessment.lifecycle';
import { AssessmentsStore } from '../assessments.store';
import type { Instrument } from '../instrument';
import { Instruments } from '../instruments';
import { RawAnswers } from '../raw-answers';
import { score } from '../score';
import type { ScoreResult } from '../score-result';
import { UrgentClocks } from '../urgent-clocks';

/** Hands a scale in: the result is scored and explained, clocks start for what is urgent, needs go into the file. */
@Injectable()
export class CompleteAssessment {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly instruments: Instruments,
    private readonly rawAnswers: RawAnswers,
    private readonly households: Households,
    private readonly findNeeds: FindNeeds,
    private readonly clocks: UrgentClocks,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `move-not-allowed` when it is completed; 422 a triage without enough answers; 403 */
  async execute(id: string): Promise<{ assessment: Assessment; needs: Need[] }> {
    const draft = await this.store.get(id);
    if (draft.assessorId !== this.transactions.actor.userId) throw forbidden('assessment-of-other-assessor');
    const household = await this.households.unrecorded(draft.householdId);
    await this.move(draft, household);
    const instrument = this.instruments.byCode(draft.instrument);
    const result = score(instrument, await this.rawAnswers.open(draft), await this.context(draft, instrument));
    this.refuseUndecided(instrument, result);
    await this.write(draft, result);
    await this.clocks.start(draft, household.districtCode, result);
    const needs = await this.findNeeds.execute({
      householdId: household.id,
      assessmentId: id,
      instrument: instrument.code,
      needs: result.needs.map(({ code, severity, evidence, who }) => ({
        code,
        severity,
        items: evidence,
        memberId: who === 'person' ? draft.memberId : null,
      })),
    });
    await this.tell(draft, household, result);
    return { assessment: await this.store.get(id), needs };
  }

  private async move(
    { id, state }: Assessment,
    { id: householdId, districtCode, regionPath }: Household,
  ): Promise<void> {
    const place = { subjectId: id, householdId, districtCode, regionPath };
    await this.lifecycles.move({ lifecycle: assessmentLifecycle, ...place, from: state, move: 'complete' });
  }

  private async context({ memberId }: Assessment, { subject }: Instrument): Promise<{ ageYears: number | null }> {
    if (memberId === null || subject === 'household') return { ageYears: null };
    const { birthDate } = await this.households.member(memberId);
    return { ageYears: birthDate === null ? null : ageOn(birthDate, this.clock.today()) };
  }

  /** A triage that found nothing is only "green" when everything was asked. */
  private refuseUndecided({ scoring }: Instrument, { triage, missing }: ScoreResult): void {
    if (scoring.kind !== 'triage' || triage) return;
    throw invalid(missing.map((item) => ({ field: `answers.${item}`, code: 'answer-required' })));
  }

  private async write({ id, version }: Assessment, result: ScoreResult): Promise<void> {
    await this.store.update(id, version, {
      state: 'completed',
      result,
      score: result.raw,
      maximum: result.max,
      severity: result.severity,
      triage: result.triage?.level ?? null,
      flags: result.flags.map((flag) => flag.code),
      completedAt: this.clock.now(),
    });
  }

  private async tell(
    { id, version, instrument }: Assessment,
    household: Household,
    result: ScoreResult,
  ): Promise<void> {
    const { id: householdId, districtCode, regionPath } = household;
    const subject = { subjectType: 'assessment', subjectId: id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'assessment.completed', ...subject });
    const flags = result.flags.map((flag) => flag.code);
    const triage = result.triage?.level ?? null;
    await this.events.publish({
      type: 'assessment.completed',
      aggregateId: id,
      aggregateVersion: version + 1,
      householdId,
      districtCode,
      data: { instrument, severity: result.severity, triage, flags, route: result.triage?.route ?? null },
    });
  }
}
