import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, forbidden, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type HouseholdMember, Households } from '../../households';
import { Answerers } from '../answerers';
import type { Assessment } from '../assessment.entity';
import { TRIAGE } from '../assessments.service';
import { AssessmentsStore } from '../assessments.store';
import type { StartAssessmentInput } from '../dto/assessment.dto';
import { Instruments } from '../instruments';
import { StartingRules } from '../starting-rules';

/** How a draft begins: nothing said yet of how it was answered. */
export const answeredHow = (present: readonly string[] = [], paper = false) => ({
  present: [...present],
  childWordsCiphertext: null,
  secondsActive: 0,
  paper,
  answeredOn: null,
  secondOf: null,
  counts: true,
  decidedBy: null,
  decidedAt: null,
  decisionCiphertext: null,
});

/** Opens a scale for a household or one of its members; the triage comes first at every intake (S16). */
@Injectable()
export class StartAssessment {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly instruments: Instruments,
    private readonly rules: StartingRules,
    private readonly answerers: Answerers,
    private readonly households: Households,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 409 `triage-first`, `assessment-not-trained`, `assessment-file-closed`; 422 a member is missing or
   *   foreign, too young or too old, the mode is not offered, or who answers is not named
   */
  async execute(householdId: string, input: StartAssessmentInput): Promise<Assessment> {
    const household = await this.households.unrecorded(householdId);
    const { districtCode, regionPath } = household;
    if (household.state !== 'active') throw conflict('assessment-file-closed');
    const instrument = this.instruments.byCode(input.instrument);
    if (!instrument.modes.includes(input.mode)) throw invalid([{ field: 'mode', code: 'assessment-mode-not-offered' }]);
    const memberId = input.memberId ?? null;
    if (instrument.subject === 'person' && memberId === null) {
      throw invalid([{ field: 'memberId', code: 'assessment-needs-member' }]);
    }
    await this.rules.requireTraining(instrument, household);
    const member = await this.member(householdId, memberId);
    if (member) this.rules.requireAge(instrument, member, this.clock.today());
    if (instrument.code !== TRIAGE && !(await this.store.latest(householdId, TRIAGE))) throw conflict('triage-first');
    const assessorId = this.transactions.actor.userId;
    if (assessorId === null) throw forbidden();
    const id = newId();
    const byAnother = input.mode === 'proxy' && instrument.subject === 'person' && member !== null;
    const answeredBy = byAnother ? await this.answerers.of(member, input.answeredBy) : null;
    const assessment: Assessment = {
      id,
      householdId,
      memberId,
      instrument: instrument.code,
      instrumentVersion: instrument.version,
      mode: input.mode,
      assessorId,
      state: 'draft',
      answersCiphertext: null,
      result: null,
      score: null,
      maximum: null,
      severity: null,
      triage: null,
      flags: [],
      startedAt: this.clock.now(),
      completedAt: null,
      answeredByCiphertext: answeredBy && (await this.answerers.seal({ id, householdId }, answeredBy)),
      restartedAs: null,
      ...answeredHow(input.present, input.paper),
      version: 1,
    };
    await this.store.insert(assessment);
    const subject = { subjectType: 'assessment', subjectId: assessment.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'assessment.started', ...subject });
    return assessment;
  }

  private async member(householdId: string, memberId: string | null): Promise<HouseholdMember | null> {
    if (memberId === null) return null;
    const member = (await this.households.members(householdId)).find(({ id }) => id === memberId);
    if (!member) throw invalid([{ field: 'memberId', code: 'member-of-other-household' }]);
    return member;
  }
}
