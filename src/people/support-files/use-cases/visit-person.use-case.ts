import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import type { RecordSupportVisit } from '../dto/support-file.dto';
import { SealedSupportWords } from '../sealed-support-words';
import type { SupportFile } from '../support-file.entity';
import { supportFileLifecycle } from '../support-file.lifecycle';
import { SupportFilesStore } from '../support-files.store';
import { SupportMoves } from '../support-moves';
import { SupportRecordsStore } from '../support-records.store';
import { VisitRhythm } from '../visit-rhythm';
import { AssessSelfCare } from './assess-self-care.use-case';

/** Records a visit: whoever was met is due again after the rhythm of the pack, whoever was not stays due (R57). */
@Injectable()
export class VisitPerson {
  constructor(
    private readonly store: SupportFilesStore,
    private readonly records: SupportRecordsStore,
    private readonly moves: SupportMoves,
    private readonly assessing: AssessSelfCare,
    private readonly sealed: SealedSupportWords,
    private readonly rhythm: VisitRhythm,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`; 422 the day, a condition missing or too much; 412 */
  async execute(id: string, visit: RecordSupportVisit): Promise<SupportFile> {
    const row = await this.store.get(id);
    if (supportFileLifecycle.rule(row.state, 'visit')) this.check(row, visit);
    const { id: fileId, householdId, districtCode } = row;
    const lastMet = await this.records.lastMet(fileId);
    const metOn = lastMet !== null && lastMet > visit.visitedOn ? lastMet : visit.visitedOn;
    const nextOn = visit.seen ? this.rhythm.next(metOn, row) : (row.nextVisitOn ?? visit.visitedOn);
    const changed = visit.selfCareChanged ? await this.assessing.changesOf(row, visit.note) : {};
    const visited = await this.moves.make(row, 'visit', { nextVisitOn: nextOn, ...changed });
    const key = { id: newId(), householdId };
    await this.records.insertVisit({
      ...{ ...key, fileId, districtCode, visitedOn: visit.visitedOn, seen: visit.seen, nextOn },
      condition: visit.condition ?? null,
      noteCiphertext: await this.sealed.seal('support_visits.note', key, visit.note),
      ...{ visitedBy: this.transactions.actor.userId, recordedAt: this.clock.now() },
    });
    return visited;
  }

  private check({ openedOn }: SupportFile, { visitedOn, seen, condition, selfCareChanged }: RecordSupportVisit): void {
    if (visitedOn > this.clock.today()) throw invalid([{ field: 'visitedOn', code: 'day-ahead' }]);
    if (visitedOn < openedOn) throw invalid([{ field: 'visitedOn', code: 'support-before-opening' }]);
    if (seen && condition === undefined) throw invalid([{ field: 'condition', code: 'support-condition-needed' }]);
    if (!seen && (condition !== undefined || selfCareChanged))
      throw invalid([{ field: 'condition', code: 'support-not-met' }]);
  }
}
