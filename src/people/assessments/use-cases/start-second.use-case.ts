import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { Households } from '../../households';
import type { Assessment } from '../assessment.entity';
import { AssessmentsStore } from '../assessments.store';
import { Instruments } from '../instruments';
import { StartingRules } from '../starting-rules';
import { answeredHow } from './start-assessment.use-case';

/** A second assessor answers the same scale for the same people, blind to the first until both are done (domain D). */
@Injectable()
export class StartSecond {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly instruments: Instruments,
    private readonly rules: StartingRules,
    private readonly households: Households,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `assessment-not-trained`, `second-by-same-assessor`, `second-of-second`, `second-already`; 404 */
  async execute(firstId: string): Promise<Assessment> {
    const first = await this.store.get(firstId);
    const { householdId, memberId, instrument, instrumentVersion, mode } = first;
    const household = await this.households.unrecorded(householdId);
    const { districtCode, regionPath } = household;
    await this.rules.requireTraining(this.instruments.byCode(instrument), household);
    const assessorId = this.transactions.actor.userId;
    if (assessorId === null) throw forbidden();
    if (first.assessorId === assessorId) throw conflict('second-by-same-assessor');
    if (first.secondOf !== null) throw conflict('second-of-second');
    if (await this.store.secondOf(firstId)) throw conflict('second-already');
    const second: Assessment = {
      ...{ answeredByCiphertext: null, restartedAs: null },
      ...answeredHow(),
      ...{ id: newId(), householdId, memberId, instrument, instrumentVersion, mode, assessorId, state: 'draft' },
      ...{ answersCiphertext: null, result: null, score: null, maximum: null, severity: null, triage: null, flags: [] },
      ...{ startedAt: this.clock.now(), completedAt: null, version: 1 },
      secondOf: firstId,
      counts: false,
    };
    await this.store.insert(second);
    const subject = { subjectType: 'assessment', subjectId: second.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'assessment.second-started', ...subject });
    return second;
  }
}
