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
import { StartingRules } from '../starting-rules';

/** Keeps what was answered so far; only the assessor writes a draft. */
@Injectable()
export class SaveAnswers {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly instruments: Instruments,
    private readonly rules: StartingRules,
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
    const kept = await this.kept(assessment, answers);
    await this.store.update(id, version, { answersCiphertext: await this.rawAnswers.seal(assessment, kept) });
    const { householdId } = assessment;
    const subject = { subjectType: 'assessment', subjectId: id, householdId };
    await this.audit.changed({ action: 'assessment.saved', ...subject, fields: ['answers'] });
    return this.store.get(id);
  }

  /** Of a scale that has changed since, nothing can be checked: what was answered is kept for the draft that follows. */
  private async kept(assessment: Assessment, answers: Answers): Promise<Answers> {
    if (this.rules.outdated(assessment)) return { ...(await this.rawAnswers.open(assessment)), ...answers };
    score(this.instruments.byCode(assessment.instrument), answers);
    return answers;
  }
}
