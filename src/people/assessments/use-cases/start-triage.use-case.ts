import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import type { Assessment } from '../assessment.entity';
import { TRIAGE } from '../assessments.service';
import { AssessmentsStore } from '../assessments.store';
import { StartAssessment } from './start-assessment.use-case';

/** The emergency triage that a result leads to, by one press: for the same member, and only one draft of it (S16). */
@Injectable()
export class StartTriage {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly starting: StartAssessment,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404; 409 `assessment-not-completed` */
  async execute(assessmentId: string): Promise<Assessment> {
    const { householdId, memberId, state } = await this.store.get(assessmentId);
    if (state !== 'completed') throw conflict('assessment-not-completed');
    const open = (await this.store.ofHousehold(householdId)).find(
      (one) => one.instrument === TRIAGE && one.state === 'draft' && one.assessorId === this.transactions.actor.userId,
    );
    if (open) return open;
    return this.starting.execute(householdId, {
      ...{ instrument: TRIAGE, mode: 'observed', ...(memberId ? { memberId } : {}) },
    });
  }
}
