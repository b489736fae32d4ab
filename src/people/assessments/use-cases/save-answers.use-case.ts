import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden, invalid, stale } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { Assessment } from '../assessment.entity';
import { AssessmentsStore } from '../assessments.store';
import { LONGEST_PAUSE_SECONDS, type SaveAnswersInput } from '../dto/assessment.dto';
import { Instruments } from '../instruments';
import { Questionnaires } from '../questionnaires';
import { RawAnswers } from '../raw-answers';
import { score } from '../score';
import type { Answers } from '../score-result';
import { StartingRules } from '../starting-rules';

/** The draft as it was kept, and answers that stand for nothing because the question does not apply. */
export interface SavedAnswers {
  assessment: Assessment;
  ignored: string[];
}
export interface HowAnswered extends Omit<SaveAnswersInput, 'answers'> {
  /** Seconds that a device has counted question by question, without its long pauses. */
  elapsed?: number;
}

/** Keeps what was answered so far, and how; only the assessor writes a draft. */
@Injectable()
export class SaveAnswers {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly instruments: Instruments,
    private readonly rules: StartingRules,
    private readonly questionnaires: Questionnaires,
    private readonly rawAnswers: RawAnswers,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Replaces the answers of the draft by `answers`; of `how` only what is given changes.
   * @throws AppError 422 an item or option that does not exist, a day ahead; 409 `assessment-completed`; 403; 412
   */
  async execute(id: string, version: number, answers: Answers, how: HowAnswered = {}): Promise<SavedAnswers> {
    const assessment = await this.store.get(id);
    if (assessment.state !== 'draft') throw conflict('assessment-completed');
    if (assessment.assessorId !== this.transactions.actor.userId) throw forbidden('assessment-of-other-assessor');
    if (assessment.version !== version) throw stale();
    const changes = await this.changes(assessment, how);
    const { kept, ignored } = await this.kept({ ...assessment, ...changes }, answers);
    const answersCiphertext = await this.rawAnswers.seal(assessment, kept);
    await this.store.update(id, version, { ...changes, answersCiphertext });
    const { householdId } = assessment;
    const subject = { subjectType: 'assessment', subjectId: id, householdId };
    const fields = ['answers', ...Object.keys(changes).map((name) => name.replace('Ciphertext', ''))];
    await this.audit.changed({ action: 'assessment.saved', ...subject, fields });
    return { assessment: await this.store.get(id), ignored };
  }

  private async changes(row: Assessment, how: HowAnswered): Promise<Partial<Assessment>> {
    const { present, childWords, answeredOn, seconds = 0, elapsed = 0 } = how;
    if (answeredOn !== undefined && answeredOn > this.clock.today())
      throw invalid([{ field: 'answeredOn', code: 'day-ahead' }]);
    if (childWords && !this.instruments.byCode(row.instrument).childWords)
      throw invalid([{ field: 'childWords', code: 'child-words-not-asked' }]);
    const childWordsCiphertext = childWords ? await this.rawAnswers.sealWords(row, childWords) : null;
    const active = Math.min(seconds, LONGEST_PAUSE_SECONDS) + elapsed;
    return {
      ...(present && { present: [...new Set(present)] }),
      ...(childWords !== undefined && { childWordsCiphertext }),
      ...(answeredOn !== undefined && { answeredOn }),
      ...(active > 0 && { secondsActive: row.secondsActive + active }),
    };
  }

  /** Of a scale that has changed since, nothing can be checked: what was answered is kept for the draft that follows. */
  private async kept(assessment: Assessment, answers: Answers): Promise<{ kept: Answers; ignored: string[] }> {
    if (this.rules.outdated(assessment))
      return { kept: { ...(await this.rawAnswers.open(assessment)), ...answers }, ignored: [] };
    score(this.instruments.byCode(assessment.instrument), answers);
    const { questions, ignored } = await this.questionnaires.of(assessment, answers);
    const asked = new Set(questions.filter(({ state }) => state === 'asked').map(({ item }) => item));
    return { kept: Object.fromEntries(Object.entries(answers).filter(([item]) => asked.has(item))), ignored };
  }
}
