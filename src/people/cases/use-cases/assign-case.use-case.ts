import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../case-file.entity';
import { CaseHolder } from '../case-holder';
import { CaseMoves } from '../case-moves';
import { CaseOwner } from '../case-owner';
import { CasesStore } from '../cases.store';

/** Gives a case to another worker of the unit that holds it. */
@Injectable()
export class AssignCaseTo {
  constructor(
    private readonly store: CasesStore,
    private readonly holder: CaseHolder,
    private readonly owner: CaseOwner,
    private readonly moves: CaseMoves,
  ) {}

  /** @throws AppError 404; 403 `case-not-yours`; 422 `case-owner-other-unit` */
  async execute(id: string, leadWorkerId: string): Promise<CaseFile> {
    const row = await this.store.get(id);
    await this.holder.requireForAssignment(row);
    await this.owner.require(leadWorkerId, row.unitId, row.householdId);
    const assigned = await this.moves.giveTo(row, { leadWorkerId });
    await this.moves.told(assigned, 'case.assigned', { leadWorkerId, formerWorkerId: row.leadWorkerId }, row);
    return assigned;
  }
}
