import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { WorkCalendar } from '../../../reference/calendar';
import { Policies } from '../../../reference/policies';
import { selfCareRow } from '../../means-test';
import type { AssessSelfCare as Assessed, ReportSupportChange } from '../dto/support-file.dto';
import { SealedSupportWords } from '../sealed-support-words';
import type { SupportFile } from '../support-file.entity';
import { supportFileLifecycle } from '../support-file.lifecycle';
import { SupportFilesStore } from '../support-files.store';
import { SupportMoves } from '../support-moves';
import { SupportRecordsStore } from '../support-records.store';
import { REASSESSMENT, VisitRhythm } from '../visit-rhythm';

/** Says how far somebody looks after themselves by the six acts (B23), and starts the working days when that has changed. */
@Injectable()
export class AssessSelfCare {
  constructor(
    private readonly store: SupportFilesStore,
    private readonly records: SupportRecordsStore,
    private readonly moves: SupportMoves,
    private readonly sealed: SealedSupportWords,
    private readonly policies: Policies,
    private readonly rhythm: VisitRhythm,
    private readonly calendar: WorkCalendar,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`; 422 a day ahead or before the last assessment; 412 */
  async assess(id: string, { assessedOn, failedActs }: Assessed): Promise<SupportFile> {
    const row = await this.store.get(id);
    const { id: fileId, householdId, districtCode } = row;
    if (supportFileLifecycle.rule(row.state, 'assess')) this.checkDay(row, assessedOn);
    const pack = this.policies.current(districtCode);
    const failed = [...new Set(failedActs)];
    const level = selfCareRow(pack.rules.selfCare, failed.length)!.code;
    const metOn = (await this.records.lastMet(fileId)) ?? row.openedOn;
    const next = this.rhythm.next(metOn, { ...row, careLevel: level });
    const assessed = await this.moves.make(row, 'assess', {
      ...{ careLevel: level, assessedOn, changeCiphertext: null, reassessBy: null, nextVisitOn: next },
    });
    await this.records.insertAssessment({
      ...{ id: newId(), fileId, householdId, districtCode, assessedOn, failedActs: failed, level },
      ...{ packVersion: pack.version, assessedBy: this.transactions.actor.userId, recordedAt: this.clock.now() },
    });
    return assessed;
  }

  /** The days run from the first report; a second one does not move them. @throws AppError 404; 409; 412 */
  async report(id: string, { words }: ReportSupportChange): Promise<SupportFile> {
    const row = await this.store.get(id);
    return this.moves.make(row, 'report-change', await this.changesOf(row, words));
  }

  /** What a reported change means for the file: the words, and the end of the working days (B23). */
  async changesOf(row: SupportFile, words: string): Promise<Pick<SupportFile, 'changeCiphertext' | 'reassessBy'>> {
    const { value } = this.rhythm.require(row, REASSESSMENT);
    return {
      changeCiphertext: await this.sealed.seal('support_files.change', row, words),
      reassessBy: row.reassessBy ?? this.calendar.addWorkDays(this.clock.now(), value),
    };
  }

  private checkDay({ openedOn, assessedOn: last }: SupportFile, assessedOn: string): void {
    if (assessedOn > this.clock.today()) throw invalid([{ field: 'assessedOn', code: 'day-ahead' }]);
    if (assessedOn < (last ?? assessedOn)) throw invalid([{ field: 'assessedOn', code: 'support-assessed-later' }]);
    // What was found for the application counts too, as long as it is not older than a year.
    if (Date.parse(openedOn) - Date.parse(assessedOn) > 366 * 86_400_000)
      throw invalid([{ field: 'assessedOn', code: 'support-assessment-old' }]);
  }
}
