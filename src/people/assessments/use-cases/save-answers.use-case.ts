import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden, stale } from '../../../platform/errors';
import { Audit } from '../../../trust/audit';
import type { Assessment } from '../assessment.entity';
import { AssessmentsStore } from '../assessments.store';
import { Instruments } from '../instruments';
import { RawAnswers } from '../raw-answers';
import { score } from '../score';
import type { Answers } from '../score-result';

/** Keeps what was answered so far; only the assessor writes a draft. */
@Injectable()
export class SaveAnswers {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly instruments: Instruments,
    private readonly rawAnswers: RawAnswers,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /**
   * Replaces the answers of the draft by `answers`.
   * @throws AppError 422 an item or option that does not exist; 409 `assessment-completed`; 403; 412
   */
  async execute(id: string, version: number, answers: Answers): Promise<Assessment> {
    const assessment = await this.store.get(id);
    if (assessment.state !== 'draft') throw conflict('assessment-completed');
    if (assessment.assessorId !== this.transactions.actor.userId) throw forbidden('assessment-of-other-assessor');
    if (assessment.version !== version) throw stale();
    score(this.instruments.byCode(assessment.instrument), answers);
    await this.store.update(id, version, { answersCiphertext: await this.rawAnswers.seal(assessment, answers) });
    const { householdId } = assessment;
    const subject = { subjectType: 'assessment', subjectId: id, householdId };
    await this.audit.changed({ action: 'assessment.saved', ...subject, fields: ['answers'] });
    return this.store.get(id);
  }
}
