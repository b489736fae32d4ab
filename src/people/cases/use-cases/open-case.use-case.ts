import { Injectable } from '@nestjs/common';
import { newId, NumberSequence } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { type Unit, Units } from '../../../reference/regions';
import { Households } from '../../households';
import type { CaseFile } from '../case-file.entity';
import { CaseMoves } from '../case-moves';
import { CaseOwner } from '../case-owner';
import { CasesStore } from '../cases.store';
import { caseTiers } from '../dto/case.dto';

/** Opens the work on a household at the unit that looks after its place, the window first (R6, R7). */
@Injectable()
export class OpenCaseFile {
  constructor(
    private readonly store: CasesStore,
    private readonly households: Households,
    private readonly units: Units,
    private readonly owner: CaseOwner,
    private readonly moves: CaseMoves,
    private readonly numbers: NumberSequence,
    private readonly clock: Clock,
  ) {}

  /**
   * @param imported from a list, without the household having asked: it is not written to
   * @throws AppError 404 household; 409 `case-open-already`, `unit-missing`, `case-owner-missing`
   */
  async execute(
    householdId: string,
    { emergency = false, imported = false }: { emergency?: boolean; imported?: boolean } = {},
  ): Promise<CaseFile> {
    const { districtCode, regionPath } = await this.households.unrecorded(householdId);
    if (await this.store.openOf(householdId)) throw conflict('case-open-already');
    const unit = await this.unitFor(regionPath);
    const row: CaseFile = {
      ...{ id: newId(), number: await this.numbers.nextNumber('C'), householdId, districtCode, regionPath },
      ...{
        tier: tierOf(unit),
        unitId: unit.id,
        leadWorkerId: await this.owner.at(unit, householdId),
        state: 'intake',
        resumeState: null,
      },
      ...{ emergency, openedAt: this.clock.now(), closedAt: null, closeReason: null, version: 1 },
    };
    await this.store.insert(row);
    await this.moves.letIn(row);
    await this.moves.told(row, 'case.opened', {
      ...{ leadWorkerId: row.leadWorkerId, tier: row.tier, emergency },
      ...(imported && { imported }),
    });
    return row;
  }

  private async unitFor(regionPath: string): Promise<Unit> {
    for (const tier of caseTiers) {
      const unit = await this.units.responsible(tier, regionPath);
      if (unit) return unit;
    }
    throw conflict('unit-missing');
  }
}

/** An authority never holds a case. */
export function tierOf({ tier }: Unit): CaseFile['tier'] {
  return tier === 'authority' ? 'centre' : tier;
}
