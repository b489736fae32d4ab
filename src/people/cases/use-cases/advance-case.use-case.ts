import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import type { CaseFile } from '../case-file.entity';
import { CaseMoves } from '../case-moves';
import { type CaseMove, type WorkStage, workStages } from '../case.lifecycle';
import { CasesStore } from '../cases.store';
import type { AdvanceCase as AdvanceInput, SuspendCase as SuspendInput } from '../dto/case.dto';

const ways: Record<AdvanceInput['to'], CaseMove> = {
  'policy-first': 'start-policy',
  assessment: 'start-assessment',
  planning: 'start-planning',
  'in-service': 'start-service',
  evaluation: 'start-evaluation',
  'follow-up': 'start-follow-up',
  archived: 'archive',
};
const back: Record<WorkStage, CaseMove> = {
  intake: 'resume-intake',
  'policy-first': 'resume-policy-first',
  assessment: 'resume-assessment',
  planning: 'resume-planning',
  'in-service': 'resume-in-service',
  evaluation: 'resume-evaluation',
};

/** Takes a case from stage to stage (R17), pauses it and goes on where it stopped (A11). */
@Injectable()
export class AdvanceCase {
  constructor(
    private readonly store: CasesStore,
    private readonly moves: CaseMoves,
  ) {}

  /** A closed case comes back as an assessment. @throws AppError 404; 409 `move-not-allowed`, `case-open-already` */
  async execute(id: string, { to, reason }: AdvanceInput): Promise<CaseFile> {
    const row = await this.store.get(id);
    const again = to === 'assessment' && (row.state === 'closed' || row.state === 'follow-up');
    if (!again) return this.moves.make(row, ways[to], {}, reason);
    if (await this.store.openOf(row.householdId)) throw conflict('case-open-already');
    return this.moves.make(row, 'reopen', { closedAt: null, closeReason: null }, reason);
  }

  /** @throws AppError 404; 409 `move-not-allowed` */
  async suspend(id: string, { kind, reason }: SuspendInput): Promise<CaseFile> {
    const row = await this.store.get(id);
    return this.moves.make(
      row,
      kind === 'suspended' ? 'suspend' : 'wait-for-consent',
      { resumeState: row.state },
      reason,
    );
  }

  /** @throws AppError 404; 409 `move-not-allowed` */
  async resume(id: string): Promise<CaseFile> {
    const row = await this.store.get(id);
    const stage = workStages.find((one) => one === row.resumeState) ?? 'intake';
    return this.moves.make(row, back[stage], { resumeState: null });
  }
}
