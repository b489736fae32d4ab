import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Audit } from '../../../trust/audit';
import { AssessmentsStore } from '../assessments.store';
import { RecordNeeds } from '../record-needs';

/** Of two results of one day a person has said that the other one counts (R103): this one is kept and is nobody's latest. */
@Injectable()
export class SetResultAside {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly recordNeeds: RecordNeeds,
    private readonly audit: Audit,
  ) {}

  /**
   * The needs follow the result that counts, as they do where two assessors answer.
   * @throws AppError 404; 409 `assessment-set-aside` where the other one was itself set aside; 412
   */
  async execute(id: string, insteadId: string): Promise<void> {
    const [from, to] = [await this.store.get(id), await this.store.get(insteadId)];
    if (!to.counts) throw conflict('assessment-set-aside');
    await this.store.update(id, from.version, { counts: false });
    const subject = { subjectType: 'assessment', subjectId: id, householdId: from.householdId };
    await this.audit.changed({ action: 'assessment.set-aside', ...subject, fields: ['counts'] });
    await this.recordNeeds.change(from, to);
  }
}
