import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { SetResultAside } from '../../assessments';
import type { AssessmentConflict } from '../assessment-conflict.entity';
import { assessmentConflictLifecycle } from '../assessment-conflict.lifecycle';
import { AssessmentConflictsStore } from '../assessment-conflicts.store';
import type { SettleConflict as Settlement } from '../dto/field-sheet.dto';
import { SealedSheets } from '../sealed-sheets';

/** A person says which of two results counts, and why; the other is kept, is nobody's latest any more, and the needs follow (R103). */
@Injectable()
export class SettleConflict {
  constructor(
    private readonly store: AssessmentConflictsStore,
    private readonly sealed: SealedSheets,
    private readonly setAside: SetResultAside,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`; 422 an assessment that is none of the two */
  async execute(id: string, { assessmentId, reason }: Settlement): Promise<AssessmentConflict> {
    const row = await this.store.get(id);
    const { householdId, districtCode, firstId, secondId } = row;
    if (assessmentId !== firstId && assessmentId !== secondId)
      throw invalid([{ field: 'assessmentId', code: 'assessment-conflict-other' }]);
    const state = await this.lifecycles.move({
      ...{ lifecycle: assessmentConflictLifecycle, subjectId: id, districtCode, from: row.state, move: 'settle' },
    });
    await this.setAside.execute(assessmentId === firstId ? secondId : firstId, assessmentId);
    await this.store.settle(row, {
      ...{ state, countingId: assessmentId, settledBy: this.transactions.actor.userId, settledAt: this.clock.now() },
      reasonCiphertext: await this.sealed.sealReason('conflict', row, reason),
    });
    const subject = { subjectType: 'assessment-conflict', subjectId: id, householdId, districtCode };
    await this.audit.changed({ action: 'assessment-conflict.settled', ...subject, fields: ['countingId', 'reason'] });
    return this.store.get(id);
  }
}
