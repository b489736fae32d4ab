import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { AppError, conflict } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { CompleteAssessment, Instruments, SaveAnswers, StartAssessment } from '../../assessments';
import { Households } from '../../households';
import { AssessmentConflictsStore } from '../assessment-conflicts.store';
import type { FieldSheet } from '../field-sheet.entity';
import { fieldSheetLifecycle } from '../field-sheet.lifecycle';
import { FieldSheetsStore } from '../field-sheets.store';
import { readSheet, type Sheet, startOf } from '../merge-operations';
import { SealedSheets } from '../sealed-sheets';

/** A sheet whose first operation is here. */
type Headed = Sheet & { head: NonNullable<Sheet['head']> };

const AFTER_TRIAGE = 'triage-first';

/**
 * Makes an assessment of a complete sheet through the same acts as at the desk, so that scores, clocks, needs and the record
 * come about once (R18, R103). What stands against it is written on the sheet; the answers stay there.
 */
@Injectable()
export class TakeOverSheet {
  constructor(
    private readonly store: FieldSheetsStore,
    private readonly conflicts: AssessmentConflictsStore,
    private readonly sealed: SealedSheets,
    private readonly households: Households,
    private readonly instruments: Instruments,
    private readonly starting: StartAssessment,
    private readonly saving: SaveAnswers,
    private readonly completing: CompleteAssessment,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Nothing where the sheet is not complete. @throws AppError 412; every error that is no refusal */
  async execute(row: FieldSheet): Promise<void> {
    const sheet = readSheet(await this.sealed.operations(row));
    if (!isHeaded(sheet) || !sheet.complete) return;
    await this.store.inTurn(row.householdId);
    try {
      const assessmentId = await this.transactions.savepoint(() => this.assessmentOf(row, sheet));
      await this.move(row, 'take-over', { assessmentId, refusal: null });
      await this.noteConflicts(row, assessmentId);
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      const [field] = error.details.fields ?? [];
      await this.refuse(row, field?.code ?? error.code);
    }
  }

  /** Kept with its answers, for its assessor to do something about. */
  async refuse(row: FieldSheet, code: string): Promise<void> {
    if (row.state === 'waiting' && code === AFTER_TRIAGE) return;
    if (row.state === 'refused' && code !== AFTER_TRIAGE) return this.refuseAnew(row, code);
    await this.move(row, code === AFTER_TRIAGE ? 'wait' : 'refuse', { refusal: code });
  }

  /** Tried again: what stands against it now may be something else. */
  private async refuseAnew(row: FieldSheet, refusal: string): Promise<void> {
    if (row.refusal === refusal) return;
    await this.store.update(row, { refusal, updatedAt: this.clock.now() });
    const { id: subjectId, householdId, districtCode } = row;
    const subject = { subjectType: 'field-sheet', subjectId, householdId, districtCode };
    await this.audit.changed({ action: 'field-sheet.refused', ...subject, fields: ['refusal'] });
  }

  private async assessmentOf(row: FieldSheet, { head, answers, elapsedSeconds }: Headed): Promise<string> {
    const { householdId } = row;
    this.refuseRetired(head);
    await this.refuseGone(householdId, head.memberId);
    const twin = await this.sameContent(row, head, answers);
    if (twin) return twin;
    const draft = await this.starting.execute(householdId, startOf(head));
    await this.saving.execute(draft.id, draft.version, answers, { elapsed: elapsedSeconds ?? 0 });
    await this.completing.execute(draft.id);
    return draft.id;
  }

  /** The questions that were answered are not asked any more. */
  private refuseRetired({ instrument: code, instrumentVersion }: Headed['head']): void {
    const scale = this.instruments.all().find((one) => one.code === code);
    if (scale?.version !== instrumentVersion) throw conflict('instrument-retired');
  }

  /** Somebody who died or moved out between the visit and now has no result any more; said plainly. */
  private async refuseGone(householdId: string, memberId: string | null): Promise<void> {
    await this.households.unrecorded(householdId);
    if (memberId === null) return;
    const member = (await this.households.everMembers(householdId)).find(({ id }) => id === memberId);
    if (member?.leaveReason === 'died') throw conflict('field-member-died');
    if (member && member.validUntil !== null) throw conflict('field-member-left');
  }

  /** Another device of the same worker has sent the same sheet with the same answers: one result (R103). */
  private async sameContent(row: FieldSheet, head: Headed['head'], answers: object): Promise<string | null> {
    for (const other of await this.store.takenOver(row.sheetKey, row.householdId)) {
      const { head: theirs, answers: given } = readSheet(await this.sealed.operations(other));
      if (JSON.stringify([theirs, given]) === JSON.stringify([head, answers])) return other.assessmentId;
    }
    return null;
  }

  private async noteConflicts({ householdId, districtCode }: FieldSheet, assessmentId: string): Promise<void> {
    const [at, day] = [this.clock.now(), this.clock.today()];
    const made = await this.conflicts.note({ assessmentId, householdId, districtCode, day, at });
    for (const subjectId of made) {
      const subject = { subjectType: 'assessment-conflict', subjectId, householdId, districtCode };
      await this.audit.changed({ action: 'assessment-conflict.found', ...subject });
    }
  }

  private async move(
    row: FieldSheet,
    move: 'take-over' | 'wait' | 'refuse',
    changes: Pick<Partial<FieldSheet>, 'assessmentId' | 'refusal'>,
  ): Promise<void> {
    const { id, householdId, districtCode } = row;
    const state = await this.lifecycles.move({
      ...{ lifecycle: fieldSheetLifecycle, subjectId: id, districtCode, from: row.state, move },
    });
    await this.store.update(row, { ...changes, state, updatedAt: this.clock.now() });
    const subject = { subjectType: 'field-sheet', subjectId: id, householdId, districtCode };
    await this.audit.changed({
      action: `field-sheet.${state}`,
      ...subject,
      fields: ['state', ...Object.keys(changes)],
    });
  }
}

const isHeaded = (sheet: Sheet): sheet is Headed => sheet.head !== null;
