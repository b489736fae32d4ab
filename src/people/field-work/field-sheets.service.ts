import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { Audit } from '../../trust/audit';
import { Households } from '../households';
import type { AssessmentConflict } from './assessment-conflict.entity';
import type { AssessmentConflictState } from './assessment-conflict.lifecycle';
import { AssessmentConflictsStore } from './assessment-conflicts.store';
import type { FieldSheet } from './field-sheet.entity';
import type { FieldSheetState } from './field-sheet.lifecycle';
import { FieldSheetsStore } from './field-sheets.store';

/** States in which a person has something to do. */
export const toDoStates: readonly FieldSheetState[] = ['open', 'waiting', 'refused'];

/** Reads of sheets and of pairs of results, for this room's doors and for the pages. */
@Injectable()
export class FieldSheets {
  constructor(
    private readonly store: FieldSheetsStore,
    private readonly conflicts: AssessmentConflictsStore,
    private readonly households: Households,
    private readonly audit: Audit,
  ) {}

  /** The actor's own of files within reach, newest first. */
  list(query: { states?: readonly FieldSheetState[]; limit: number; after?: string }): Promise<Page<FieldSheet>> {
    return this.store.page(query);
  }

  /** For its assessor, who reads the answers: that is recorded (C2). @throws AppError 404 */
  async open(id: string): Promise<FieldSheet> {
    const row = await this.store.get(id);
    const { householdId } = row;
    await this.households.open(householdId);
    await this.audit.read({ action: 'field-sheet.read', subjectType: 'field-sheet', subjectId: id, householdId });
    return row;
  }

  listConflicts(query: {
    state?: AssessmentConflictState;
    limit: number;
    after?: string;
  }): Promise<Page<AssessmentConflict>> {
    return this.conflicts.page(query);
  }

  /** For a person who compares both. @throws AppError 404 */
  async openConflict(id: string): Promise<AssessmentConflict> {
    const row = await this.conflicts.get(id);
    const { householdId } = row;
    await this.households.open(householdId);
    const subject = { subjectType: 'assessment-conflict', subjectId: id, householdId };
    await this.audit.read({ action: 'assessment-conflict.read', ...subject });
    return row;
  }
}
