import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../platform/lifecycle';
import { Audit } from '../../trust/audit';
import type { DepartmentAnswerFile } from './department-answer-file.entity';
import { answerFileLifecycle, type AnswerFileMove } from './department-answer-file.lifecycle';
import { DepartmentAnswerFilesStore } from './department-answer-files.store';

/** One move of an answer file with its row, log and record. */
@Injectable()
export class AnswerFileMoves {
  constructor(
    private readonly store: DepartmentAnswerFilesStore,
    private readonly lifecycles: Lifecycles,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed`; 412 when somebody else was first */
  async make(
    row: DepartmentAnswerFile,
    move: AnswerFileMove,
    changes: Partial<DepartmentAnswerFile>,
  ): Promise<DepartmentAnswerFile> {
    const state = await this.next(row, move);
    await this.store.update(row, { ...changes, state });
    const subject = { subjectType: 'department-answer-file', subjectId: row.id, districtCode: row.districtCode };
    await this.audit.changed({ action: `department-answer-file.${state}`, ...subject, fields: Object.keys(changes) });
    return this.store.get(row.id);
  }

  private next({ id: subjectId, districtCode, state: from }: DepartmentAnswerFile, move: AnswerFileMove) {
    return this.lifecycles.move({ lifecycle: answerFileLifecycle, subjectId, districtCode, from, move });
  }
}
