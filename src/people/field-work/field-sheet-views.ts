import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { releaseFields } from '../../trust/access';
import { AssessmentViews, Assessments } from '../assessments';
import { HouseholdLevels, Households } from '../households';
import type { AssessmentConflict } from './assessment-conflict.entity';
import { AssessmentConflictsStore } from './assessment-conflicts.store';
import {
  type AssessmentConflictView,
  assessmentConflictView,
  fieldSheetLine,
  type FieldSheetLine,
  fieldSheetView,
  type FieldSheetView,
  type FieldStateView,
} from './dto/field-sheet.view';
import type { FieldSheet } from './field-sheet.entity';
import { FieldSheetsStore } from './field-sheets.store';
import { readSheet } from './merge-operations';
import { SealedSheets } from './sealed-sheets';
import { TakeAlongsStore } from './take-alongs.store';

/** Sheets as their assessor sees them, and pairs of results as far as both may be seen (C3). */
@Injectable()
export class FieldSheetViews {
  constructor(
    private readonly store: FieldSheetsStore,
    private readonly takeAlongs: TakeAlongsStore,
    private readonly conflicts: AssessmentConflictsStore,
    private readonly sealed: SealedSheets,
    private readonly assessments: Assessments,
    private readonly assessmentViews: AssessmentViews,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly transactions: Transactions,
  ) {}

  async lines(rows: readonly FieldSheet[]): Promise<FieldSheetLine[]> {
    const files = [...new Set(rows.map(({ householdId }) => householdId))];
    const labels = await this.households.labelsOf(files);
    const names = await this.households.memberNamesOf(files);
    const lines: FieldSheetLine[] = [];
    for (const row of rows) {
      const levels = await this.levels.of(row.householdId, entryOf(row));
      lines.push(releaseFields(fieldSheetLine, headOf(row, labels.get(row.householdId), names), levels));
    }
    return lines;
  }

  async one(row: FieldSheet): Promise<FieldSheetView> {
    const labels = await this.households.labelsOf([row.householdId]);
    const names = await this.households.memberNamesOf([row.householdId]);
    const { answers, complete } = readSheet(await this.sealed.operations(row));
    const view = {
      ...headOf(row, labels.get(row.householdId), names),
      ...{
        complete,
        answers: row.operationsCiphertext ? answers : null,
        reason: await this.sealed.reason('sheet', row),
      },
    };
    return releaseFields(fieldSheetView, view, await this.levels.of(row.householdId, entryOf(row)));
  }

  /** @throws AppError 404 */
  async state(takeAlongId: string): Promise<FieldStateView> {
    const { end, secondsLeft } = await this.takeAlongs.get(takeAlongId);
    const rows = await this.store.ofDevice(takeAlongId);
    const open = await this.conflicts.openOf(rows.flatMap(({ assessmentId }) => assessmentId ?? []));
    return {
      ...{ self: `/api/v1/take-alongs/${takeAlongId}/packets`, takeAlongId, end, secondsLeft },
      sheets: rows.map(({ sheetKey, state, refusal, assessmentId }) => ({
        ...{ sheet: sheetKey, state, refusal, assessmentId, conflictId: open.get(assessmentId ?? '') ?? null },
      })),
    };
  }

  async conflict(row: AssessmentConflict): Promise<AssessmentConflictView> {
    const { id, householdId, state, countingId, foundAt, settledAt, version } = row;
    const pair = [await this.assessments.get(row.firstId), await this.assessments.get(row.secondId)];
    pair.sort((a, b) => (a.completedAt?.getTime() ?? 0) - (b.completedAt?.getTime() ?? 0));
    const file = (await this.households.labelsOf([householdId])).get(householdId);
    const view = {
      ...{ id, self: `/api/v1/assessment-conflicts/${id}`, householdId, householdNumber: file?.number ?? '' },
      ...{ householdName: file?.displayName ?? '', state, countingId, version },
      assessments: [],
      reason: await this.sealed.reason('conflict', row),
      ...{ foundAt: foundAt.toISOString(), settledAt: settledAt?.toISOString() ?? null },
    };
    // Each result comes released by what its reader is to it, and the reason to whoever gave it.
    const own = row.settledBy !== null && row.settledBy === this.transactions.actor.userId;
    const levels = await this.levels.of(householdId, ...(own ? (['own-entry'] as const) : []));
    const released = releaseFields(assessmentConflictView, view, levels);
    return { ...released, assessments: await this.assessmentViews.heads(pair) };
  }
}

/** A draft until a result or a draft at the desk has come of it: from then on that one says who reads the answers (C3). */
const entryOf = ({ assessmentId }: FieldSheet) => (assessmentId === null ? 'own-draft' : 'own-entry');

function headOf(
  row: FieldSheet,
  file: { number: string; displayName: string } | undefined,
  names: ReadonlyMap<string, string | null>,
) {
  const { id, sheetKey, takeAlongId, householdId, memberId, instrument, instrumentVersion, mode, state } = row;
  const { refusal, assessmentId, answered, elapsedSeconds, receivedAt, updatedAt, version } = row;
  return {
    ...{ id, self: `/api/v1/field-sheets/${id}`, sheet: sheetKey, takeAlongId, householdId },
    ...{ householdNumber: file?.number ?? '', householdName: file?.displayName ?? '', memberId },
    memberName: memberId === null ? null : (names.get(memberId) ?? null),
    ...{ instrument, instrumentVersion, mode, state, refusal, assessmentId, answered, elapsedSeconds },
    ...{ receivedAt: receivedAt.toISOString(), updatedAt: updatedAt.toISOString(), version },
  };
}
