import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, forbidden, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { Households } from '../../households';
import type { Assessment } from '../assessment.entity';
import { TRIAGE } from '../assessments.service';
import { AssessmentsStore } from '../assessments.store';
import type { StartAssessmentInput } from '../dto/assessment.dto';
import { Instruments } from '../instruments';

/** Opens a scale for a household or one of its members; the triage comes first at every intake (S16). */
@Injectable()
export class StartAssessment {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly instruments: Instruments,
    private readonly households: Households,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `triage-first`; 422 a member is missing or foreign, or the mode is not offered */
  async execute(householdId: string, input: StartAssessmentInput): Promise<Assessment> {
    const { districtCode, regionPath } = await this.households.unrecorded(householdId);
    const instrument = this.instruments.byCode(input.instrument);
    if (!instrument.modes.includes(input.mode)) throw invalid([{ field: 'mode', code: 'assessment-mode-not-offered' }]);
    const memberId = input.memberId ?? null;
    if (instrument.subject === 'person' && memberId === null) {
      throw invalid([{ field: 'memberId', code: 'assessment-needs-member' }]);
    }
    await this.checkMember(householdId, memberId);
    if (instrument.code !== TRIAGE && !(await this.store.latest(householdId, TRIAGE))) throw conflict('triage-first');
    const assessorId = this.transactions.actor.userId;
    if (assessorId === null) throw forbidden();
    const assessment: Assessment = {
      id: newId(),
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
      version: 1,
    };
    await this.store.insert(assessment);
    const subject = { subjectType: 'assessment', subjectId: assessment.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'assessment.started', ...subject });
    return assessment;
  }

  private async checkMember(householdId: string, memberId: string | null): Promise<void> {
    if (memberId === null) return;
    const members = await this.households.members(householdId);
    if (!members.some((member) => member.id === memberId)) {
      throw invalid([{ field: 'memberId', code: 'member-of-other-household' }]);
    }
  }
}
