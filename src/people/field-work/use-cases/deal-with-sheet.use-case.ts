import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import {
  type Answers,
  type Instrument,
  Instruments,
  optionValues,
  SaveAnswers,
  StartAssessment,
  type StartAssessmentInput,
} from '../../assessments';
import type { FieldSheet } from '../field-sheet.entity';
import { fieldSheetLifecycle } from '../field-sheet.lifecycle';
import { FieldSheetsStore } from '../field-sheets.store';
import { readSheet, startOf } from '../merge-operations';
import { SealedSheets } from '../sealed-sheets';
import { TakeOverSheet } from './take-over-sheet.use-case';

/** What its assessor does about a sheet that became no result: try again, go on at the desk, or set it aside (R103). */
@Injectable()
export class DealWithSheet {
  constructor(
    private readonly store: FieldSheetsStore,
    private readonly sealed: SealedSheets,
    private readonly instruments: Instruments,
    private readonly starting: StartAssessment,
    private readonly saving: SaveAnswers,
    private readonly takingOver: TakeOverSheet,
    private readonly lifecycles: Lifecycles,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Once more, now that what stood against it may be gone. @throws AppError 404; 409 */
  async again(id: string): Promise<FieldSheet> {
    const row = await this.store.get(id);
    if (row.state !== 'refused' && row.state !== 'waiting') throw conflict('field-sheet-not-refused');
    if (!readSheet(await this.sealed.operations(row)).complete) throw conflict('field-sheet-incomplete');
    await this.takingOver.execute(row);
    return this.store.get(id);
  }

  /**
   * A draft at the desk with the answers that the scale still knows; who answered for the person may be named now.
   * @throws AppError 404; 409; what a start refuses
   */
  async goOn(id: string, answeredBy?: StartAssessmentInput['answeredBy']): Promise<FieldSheet> {
    const row = await this.store.get(id);
    const { head, answers, elapsedSeconds } = readSheet(await this.sealed.operations(row));
    if (!head) throw conflict('field-sheet-incomplete');
    const scale = this.instruments.byCode(head.instrument);
    const state = await this.move(row, null);
    const draft = await this.starting.execute(row.householdId, { ...startOf(head), ...(answeredBy && { answeredBy }) });
    await this.saving.execute(draft.id, draft.version, known(scale, answers), { elapsed: elapsedSeconds ?? 0 });
    await this.write(row, { state, assessmentId: draft.id });
    return this.store.get(id);
  }

  /** @throws AppError 404; 409 `move-not-allowed` */
  async setAside(id: string, reason: string): Promise<FieldSheet> {
    const row = await this.store.get(id);
    const state = await this.move(row, 'set-aside');
    await this.write(row, { state, reasonCiphertext: await this.sealed.sealReason('sheet', row, reason) });
    return this.store.get(id);
  }

  private move({ id, districtCode, state: from }: FieldSheet, reason: string | null) {
    return this.lifecycles.move({
      ...{ lifecycle: fieldSheetLifecycle, subjectId: id, districtCode, from, move: 'deal-with', reason },
    });
  }

  private async write(row: FieldSheet, changes: Partial<FieldSheet>): Promise<void> {
    const { id, householdId, districtCode } = row;
    await this.store.update(row, { ...changes, updatedAt: this.clock.now() });
    const subject = { subjectType: 'field-sheet', subjectId: id, householdId, districtCode };
    await this.audit.changed({ action: 'field-sheet.dealt-with', ...subject, fields: Object.keys(changes) });
  }
}

/** Answers to questions that are still asked, with values that may still be chosen; the sheet keeps the others. */
function known(scale: Instrument, answers: Answers): Answers {
  const kept = scale.items.filter((item) => optionValues(scale, item).includes(answers[item.id] ?? -1));
  return Object.fromEntries(kept.map(({ id }) => [id, answers[id]]));
}
