import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { conflict, forbidden, gone } from '../../platform/errors';
import { type Assessment, AssessmentViews } from '../assessments';
import { Households } from '../households';
import type { AssessmentPhoto } from './assessment-photo.entity';

/** Who may put a picture beside a scale, look at it, and take it away. */
@Injectable()
export class PhotoRules {
  constructor(
    private readonly views: AssessmentViews,
    private readonly households: Households,
    private readonly transactions: Transactions,
  ) {}

  /**
   * A draft is its assessor's; beside a result they may put what they found later, and so may whoever reads the answers.
   * @throws AppError 403 `assessment-of-other-assessor`; 409 `assessment-file-closed`, `assessment-member-died`
   */
  async demandAdding(assessment: Assessment): Promise<void> {
    if (!(await this.mayAdd(assessment))) throw forbidden('assessment-of-other-assessor');
    const household = await this.households.unrecorded(assessment.householdId);
    if (household.state !== 'active') throw conflict('assessment-file-closed');
    const member = assessment.memberId === null ? null : await this.households.member(assessment.memberId);
    if (member?.leaveReason === 'died' && member.validUntil !== null) throw conflict('assessment-member-died');
  }

  async mayAdd(assessment: Assessment): Promise<boolean> {
    return assessment.assessorId === this.transactions.actor.userId || this.views.readable(assessment);
  }

  /** @throws AppError 403 `assessment-photo-withheld`; 410 `assessment-photo-removed`; 409 `assessment-photo-locked` */
  async demandLooking(row: AssessmentPhoto, assessment: Assessment): Promise<void> {
    if (!(await this.views.readable(assessment))) throw forbidden('assessment-photo-withheld');
    if (row.removedAt !== null) throw gone('assessment-photo-removed');
    if (row.scan === 'waiting') throw conflict('assessment-photo-locked');
  }

  /** @throws AppError 403 `assessment-photo-of-other`; 409 `assessment-photo-removed` */
  async demandRemoving(row: AssessmentPhoto, assessment: Assessment): Promise<void> {
    if (!(await this.mayRemove(row, assessment))) throw forbidden('assessment-photo-of-other');
    if (row.removedAt !== null) throw conflict('assessment-photo-removed');
  }

  /** Whoever took it, and whoever may look at it. */
  async mayRemove(row: AssessmentPhoto, assessment: Assessment): Promise<boolean> {
    return row.addedBy === this.transactions.actor.userId || this.views.readable(assessment);
  }
}
