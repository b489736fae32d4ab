import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { forbidden, invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type Household, Households } from '../../households';
import type { Need } from '../../needs';
import type { Assessment } from '../assessment.entity';
import { assessmentLifecycle } from '../assessment.lifecycle';
import { AssessmentsStore } from '../assessments.store';
import type { Instrument } from '../instrument';
import { Questionnaires } from '../questionnaires';
import { RawAnswers } from '../raw-answers';
import { RecordNeeds } from '../record-needs';
import { ResultConsequences } from '../result-consequences';
import { Retests } from '../retests.service';
import { score } from '../score';
import type { Answers, ScoreResult } from '../score-result';
import { StartingRules } from '../starting-rules';

/** Hands a scale in: the result is scored and explained, clocks start for what is urgent, needs go into the file. */
@Injectable()
export class CompleteAssessment {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly rules: StartingRules,
    private readonly rawAnswers: RawAnswers,
    private readonly households: Households,
    private readonly recordNeeds: RecordNeeds,
    private readonly questionnaires: Questionnaires,
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
    if (draft.paper && draft.answeredOn === null)
      throw invalid([{ field: 'answeredOn', code: 'answered-on-required' }]);
    const { answers, context } = await this.questionnaires.of(draft, await this.rawAnswers.open(draft));
    const result = this.noted(score(instrument, answers, context), instrument, draft, context);
    this.refuseUndecided(instrument, result);
    await this.write(draft, answers, result, instrument);
    // After the result: the log of the move is for the team alone where the result is (R46, B30).
    await this.move(draft, household);
    await this.retests.plan(draft, household, instrument);
    const needs = draft.counts ? await this.recordNeeds.execute(draft, result) : [];
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

  /** A triage that found nothing is only "green" when everything was asked. */
  private refuseUndecided({ scoring }: Instrument, { triage, missing }: ScoreResult): void {
    if (scoring.kind !== 'triage' || triage) return;
    throw invalid(missing.map((item) => ({ field: `answers.${item}`, code: 'answer-required' })));
  }

  /** The answers are kept as they were scored: those of the file among them, none to what did not apply. */
  private async write(draft: Assessment, answers: Answers, result: ScoreResult, instrument: Instrument): Promise<void> {
    await this.store.update(draft.id, draft.version, {
      ...this.retests.datesOf(instrument),
      state: 'completed',
      answersCiphertext: await this.rawAnswers.seal(draft, answers),
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
