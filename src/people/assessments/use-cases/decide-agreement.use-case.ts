import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { Assessment } from '../assessment.entity';
import { Assessments } from '../assessments.service';
import { AssessmentsStore } from '../assessments.store';
import type { DecideAgreementInput } from '../dto/assessment.dto';
import { RawAnswers } from '../raw-answers';
import { RecordNeeds } from '../record-needs';

/** A person says which of two assessors' results counts; nothing is averaged, and the needs follow the one that counts. */
@Injectable()
export class DecideAgreement {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly assessments: Assessments,
    private readonly rawAnswers: RawAnswers,
    private readonly recordNeeds: RecordNeeds,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @param id the first or the second one
   * @throws AppError 409 `no-second`, `second-not-done`; 412
   */
  async execute(id: string, version: number, { counts, reason }: DecideAgreementInput): Promise<Assessment> {
    const pair = await this.assessments.pair(await this.store.get(id));
    if (!pair) throw conflict('no-second');
    const { first, second } = pair;
    if (first.state !== 'completed' || second.state !== 'completed') throw conflict('second-not-done');
    const [chosen, other] = counts === 'first' ? [first, second] : [second, first];
    await this.store.update(second.id, version, {
      counts: counts === 'second',
      decidedBy: this.transactions.actor.userId,
      decidedAt: this.clock.now(),
      decisionCiphertext: await this.rawAnswers.sealDecision(second, reason),
    });
    const { householdId } = first;
    const changed = { action: 'assessment.decided', subjectType: 'assessment', householdId };
    await this.audit.changed({ ...changed, subjectId: second.id, fields: ['counts', 'decision'] });
    if (first.counts !== (counts === 'first')) {
      await this.store.update(first.id, first.version, { counts: counts === 'first' });
      await this.audit.changed({ ...changed, subjectId: first.id, fields: ['counts'] });
      await this.recordNeeds.change(other, chosen);
    }
    return this.store.get(second.id);
  }
}
