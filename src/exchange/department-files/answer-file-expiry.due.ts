import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { Audit } from '../../trust/audit';
import { DepartmentAnswerFilesStore } from './department-answer-files.store';
import { EndAnswers } from './use-cases/end-answers.use-case';

/** The time of the rows is over: they are destroyed with their key, a file that nobody confirmed is given up. */
@Injectable()
@DueHandler('answer-file-expiry')
export class AnswerFileExpiry implements DueItemHandler {
  constructor(
    private readonly store: DepartmentAnswerFilesStore,
    private readonly ending: EndAnswers,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async handle({ subjectId, districtCode }: DueItem): Promise<void> {
    const row = await this.store.get(subjectId);
    if (row.erasedAt !== null) return;
    if (row.state === 'checked') {
      await this.ending.discard(subjectId);
      return;
    }
    await this.store.update(row, { content: null, erasedAt: this.clock.now() });
    const subject = { subjectType: 'department-answer-file', subjectId, districtCode };
    await this.audit.changed({ action: 'department-answer-file.erased', ...subject });
  }
}
