import { Injectable } from '@nestjs/common';
import { WorkCalendar } from '../../../reference/calendar';
import { Policies } from '../../../reference/policies';
import { Assessments } from '../../assessments';
import { selfCareRow } from '../../means-test';
import type { SupportFile } from '../support-file.entity';
import { SupportFilesStore } from '../support-files.store';
import { SupportMoves } from '../support-moves';
import { SupportRecordsStore } from '../support-records.store';
import { REASSESSMENT, VisitRhythm } from '../visit-rhythm';

const ALL_ACTS = 6;

/**
 * Lays a scale that somebody has completed beside the file of the person. That it comes to another level is a change: the working
 * days of the re-assessment run from then on (B23). The scale is a pre-screen and determines nothing (R3).
 */
@Injectable()
export class CompareSelfCare {
  constructor(
    private readonly store: SupportFilesStore,
    private readonly records: SupportRecordsStore,
    private readonly moves: SupportMoves,
    private readonly assessments: Assessments,
    private readonly policies: Policies,
    private readonly rhythm: VisitRhythm,
    private readonly calendar: WorkCalendar,
  ) {}

  /** Nothing where the days run already, nobody has assessed for the file yet, or somebody has since the scale. */
  async execute(assessmentId: string): Promise<void> {
    const { householdId, memberId, result, completedAt } = await this.assessments.get(assessmentId);
    const acts = result?.sixActs;
    if (memberId === null || completedAt === null || !acts || acts.answered < ALL_ACTS) return;
    const files = await this.store.ofHousehold(householdId);
    const row = files.find((file) => file.memberId === memberId && file.state === 'open');
    if (!row || row.reassessBy !== null || !this.differs(row, acts.failed)) return;
    const [last] = await this.records.assessments(row.id);
    if (last && last.recordedAt >= completedAt) return;
    const { value } = this.rhythm.require(row, REASSESSMENT);
    await this.moves.make(row, 'find-change', { reassessBy: this.calendar.addWorkDays(completedAt, value) });
  }

  private differs({ careLevel, districtCode }: SupportFile, failed: number): boolean {
    const { selfCare } = this.policies.current(districtCode).rules;
    return careLevel !== null && selfCareRow(selfCare, failed)?.code !== careLevel;
  }
}
