import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { forbidden, invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { ageOn, Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type Household, Households } from '../../households';
import { FindNeeds, type Need } from '../../needs';
import type { Assessment } from '../assessment.entity';
import { assessmentLifecycle } from '../assessment.lifecycle';
import { TRIAGE } from '../assessments.service';
import { AssessmentsStore } from '../assessments.store';
import type { Instrument } from '../instrument';
import { RawAnswers } from '../raw-answers';
import { ResultConsequences } from '../result-consequences';
import { Retests } from '../retests.service';
import { score } from '../score';
import type { ScoreResult } from '../score-result';
import { StartingRules } from '../starting-rules';

/** Hands a scale in: the result is scored and explained, clocks start for what is urgent, needs go into the file. */
@Injectable()
export class CompleteAssessment {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly rules: StartingRules,
    private readonly rawAnswers: RawAnswers,
    private readonly households: Households,
    private readonly findNeeds: FindNeeds,
    private readonly consequences: ResultConsequences,
    private readonly retests: Retests,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 409 `move-not-allowed` when it is completed, and where person, file or scale are not what they were
   *   (see `StartingRules.recheck`); 422 a triage without enough answers; 403
   */
  async execute(id: string): Promise<{ assessment: Assessment; needs: Need[] }> {
    const draft = await this.store.get(id);
    if (draft.assessorId !== this.transactions.actor.userId) throw forbidden('assessment-of-other-assessor');
    const household = await this.households.unrecorded(draft.householdId);
    if (draft.state === 'completed') await this.move(draft, household);
    const instrument = await this.rules.recheck(draft, household);
    const context = await this.context(draft, instrument);
    const result = this.noted(
      score(instrument, await this.rawAnswers.open(draft), context),
      instrument,
      draft,
      context,
    );
    this.refuseUndecided(instrument, result);
    await this.write(draft, result, instrument);
    // After the result: the log of the move is for the team alone where the result is (R46, B30).
    await this.move(draft, household);
    await this.retests.plan(draft, household, instrument);
    const needs = await this.findNeeds.execute({
      householdId: household.id,
      assessmentId: id,
      instrument: instrument.code,
      restricted: result.flags.some((flag) => flag.restricted),
      emergency: instrument.code === TRIAGE,
      needs: result.needs.map(({ code, severity, evidence, who, everyDays }) => ({
        ...{ code, severity, items: evidence },
        ...(everyDays !== undefined && { everyDays }),
        memberId: who === 'person' ? draft.memberId : null,
      })),
    });
    const { districtCode, regionPath } = household;
    const subject = { subjectType: 'assessment', subjectId: id, householdId: household.id, districtCode, regionPath };
    await this.audit.changed({ action: 'assessment.completed', ...subject });
    await this.consequences.follow(draft, household, result);
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

  private async write({ id, version }: Assessment, result: ScoreResult, instrument: Instrument): Promise<void> {
    await this.store.update(id, version, {
      ...this.retests.datesOf(instrument),
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

  /** The scale is for an age, and the person's is not known: whoever reads the result is told. */
  private noted(
    result: ScoreResult,
    { minimumAge, maximumAge }: Instrument,
    { memberId }: Assessment,
    { ageYears }: { ageYears: number | null },
  ): ScoreResult {
    if (memberId === null || ageYears !== null || (minimumAge === null && maximumAge === null)) return result;
    const step = { rule: 'age-unknown', inputs: {}, result: 'read-with-care' };
    return { ...result, steps: [step, ...result.steps] };
  }
}
