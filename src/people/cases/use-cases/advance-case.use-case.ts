import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Units } from '../../../reference/regions';
import type { CaseFile } from '../case-file.entity';
import { holdsCase } from '../case-holder';
import { CaseMoves } from '../case-moves';
import { type CaseMove, type WorkStage, workStages } from '../case.lifecycle';
import { CasesStore } from '../cases.store';
import { type AdvanceCase as AdvanceInput, nextStages, type SuspendCase as SuspendInput } from '../dto/case.dto';
import { tierOf } from './open-case.use-case';

const ways: Record<AdvanceInput['to'], CaseMove> = {
  'policy-first': 'start-policy',
  assessment: 'start-assessment',
  planning: 'start-planning',
  'in-service': 'start-service',
  evaluation: 'start-evaluation',
  'follow-up': 'start-follow-up',
  archived: 'archive',
};
/** The stages that a reader with these moves can take the case to; coming back to a paused stage has its own act. */
export function stagesBehind(moves: readonly string[]): Array<AdvanceInput['to']> {
  return nextStages.filter((to) => moves.includes(ways[to]) || (to === 'assessment' && moves.includes('reopen')));
}

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
    private readonly units: Units,
    private readonly transactions: Transactions,
  ) {}

  /**
   * A closed case comes back as an assessment.
   * @throws AppError 404; 403 `case-not-yours`; 409 `move-not-allowed`, `case-open-already`
   */
  async execute(id: string, { to, reason }: AdvanceInput): Promise<CaseFile> {
    const row = await this.store.get(id);
    const again = to === 'assessment' && (row.state === 'closed' || row.state === 'follow-up');
    if (!again) return this.moves.make(row, ways[to], {}, reason);
    if (await this.store.openOf(row.householdId)) throw conflict('case-open-already');
    return this.moves.make(await this.takeUp(row), 'reopen', { closedAt: null, closeReason: null }, reason);
  }

  /** Nobody works on a closed case: who reopens it leads it at their own unit, unless theirs is the one that held it. */
  private async takeUp(row: CaseFile): Promise<CaseFile> {
    const { actor } = this.transactions;
    const { unitId, userId: leadWorkerId } = actor;
    if (unitId === null || leadWorkerId === null || holdsCase(row, actor)) {
      return this.moves.giveTo(row, { leadWorkerId: row.leadWorkerId });
    }
    return this.moves.giveTo(row, { tier: tierOf(await this.units.byId(unitId)), unitId, leadWorkerId });
  }

  /** @throws AppError 404; 403 `case-not-yours`; 409 `move-not-allowed` */
  async suspend(id: string, { kind, reason }: SuspendInput): Promise<CaseFile> {
    const row = await this.store.get(id);
    return this.moves.make(
      row,
      kind === 'suspended' ? 'suspend' : 'wait-for-consent',
      { resumeState: row.state },
      reason,
    );
  }

  /** @throws AppError 404; 403 `case-not-yours`; 409 `move-not-allowed` */
  async resume(id: string): Promise<CaseFile> {
    const row = await this.store.get(id);
    const stage = workStages.find((one) => one === row.resumeState) ?? 'intake';
    return this.moves.make(row, back[stage], { resumeState: null });
  }
}
